"use strict";
(() => {
  const filter = document.getElementById("filter");
  const shown = document.getElementById("shown");
  const nothing = document.querySelector(".nothing");
  const groups = [...document.querySelectorAll(".group")].map((group) => ({
    group,
    wasOpen: group.open,
    title: [group.querySelector("summary"), group.querySelector(".names")]
      .map((part) => part?.textContent ?? "")
      .join("\n")
      .toLowerCase(),
    findings: [...group.querySelectorAll(".finding")].map((row) => ({
      row,
      text: row.textContent.toLowerCase(),
    })),
  }));
  const clean = document.querySelector(".clean");
  const byFile = new Set(document.querySelectorAll(".by-file .group"));

  const apply = () => {
    const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    let found = 0;
    let any = false;
    for (const { group, wasOpen, title, findings } of groups) {
      // A word may match the heading of the group: "chest.dcm KVP".
      const left = words.filter((word) => !title.includes(word));
      let matching = 0;
      for (const { row, text } of findings) {
        const matches = left.every((word) => text.includes(word));
        row.hidden = !matches;
        if (matches) matching += 1;
      }
      group.hidden = words.length > 0 && matching === 0 && left.length > 0;
      group.open = words.length > 0 ? matching > 0 : wasOpen;
      any ||= !group.hidden;
      if (byFile.has(group)) found += matching;
    }
    if (clean) clean.open = words.length > 0;
    nothing.hidden = any || groups.length === 0;
    shown.hidden = words.length === 0;
    shown.value = `${found} shown`;
  };

  // A link from a rule to a file also switches the view.
  const follow = () => {
    const target = document.getElementById(location.hash.slice(1));
    if (target && byFile.has(target)) {
      document.getElementById("by-file").checked = true;
      target.open = true;
      target.scrollIntoView();
    }
  };

  filter.hidden = false;
  filter.addEventListener("input", apply);
  window.addEventListener("hashchange", follow);
  apply();
})();
