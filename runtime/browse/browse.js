"use strict";
// Loaded in the head, so that the stored theme applies before the page is painted.
(() => {
  const top = document.documentElement;
  const root = top.dataset.root;
  const LIMIT = 40;

  const stored = {
    get: () => {
      try { return localStorage.getItem("iodize-theme"); } catch { return null; }
    },
    set: (value) => {
      try { localStorage.setItem("iodize-theme", value); } catch { /* not kept */ }
    },
  };
  if (stored.get()) top.dataset.theme = stored.get();

  const plain = (text) => text.toLowerCase().replace(/[^a-z0-9.]+/g, "");

  // The index is loaded with the first search.
  let entries = null;
  const load = () => {
    entries ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = `${root}search.js`;
      script.onload = () => resolve(window.iodizeIndex.flatMap(([kind, folder, lines]) =>
        lines.split("\n").map((line) => {
          const [name, keyword = "", place = "", rest = ""] = line.split("\t");
          const file = rest.replace(/#$/, `#${keyword}`).replace(/#@$/, `#${place}`)
            || `${keyword}.html`;
          return {
            name, kind, place,
            href: root + folder + file,
            plainName: plain(name),
            exact: [plain(name), plain(keyword), plain(place)],
            text: `${name} ${keyword} ${place} ${kind}`.toLowerCase(),
          };
        })));
      script.onerror = reject;
      document.head.append(script);
    });
    return entries;
  };

  const rank = (entry, wanted, words) => {
    if (entry.exact.includes(wanted)) return 0;
    if (entry.exact.some((text) => wanted && text.startsWith(wanted))) return 1;
    if (!words.every((word) => entry.text.includes(word))) {
      return wanted.length > 2 && entry.exact.some((text) => text.includes(wanted)) ? 4 : -1;
    }
    const starts = (word) => new RegExp(`(^|[^a-z0-9])${word.replace(/[^a-z0-9]/g, "\\$&")}`);
    return words.every((word) => starts(word).test(entry.text)) ? 2 : 3;
  };

  const find = (all, text) => {
    const wanted = plain(text);
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    if (!wanted) return [];
    return all
      .map((entry, order) => ({ entry, order, rank: rank(entry, wanted, words) }))
      .filter((found) => found.rank >= 0)
      .sort((a, b) => a.rank - b.rank
        || a.entry.plainName.length - b.entry.plainName.length || a.order - b.order)
      .slice(0, LIMIT)
      .map((found) => found.entry);
  };

  const element = (tag, properties, attributes = {}) => {
    const made = Object.assign(document.createElement(tag), properties);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    return made;
  };

  const start = () => {
    const input = element("input", {
      id: "search", type: "search", placeholder: "Name, keyword, tag or UID",
      autocomplete: "off", spellcheck: false,
    }, {
      role: "combobox", "aria-expanded": "false", "aria-controls": "results",
      "aria-autocomplete": "list", "aria-label": "Search", "aria-keyshortcuts": "/",
    });
    const list = element("ul", { id: "results", hidden: true }, {
      role: "listbox", "aria-label": "Results",
    });
    const box = element("div", { className: "search" }, { role: "search" });
    const theme = element("button", { id: "theme", type: "button", textContent: "◐" }, {
      "aria-label": "Switch between light and dark",
    });
    box.append(input, list);
    document.querySelector("header").append(box, theme);
    // A link to each row, to be copied.
    for (const row of document.querySelectorAll("tr[id], section[id]")) {
      const link = element("a", {
        className: "anchor", href: `#${row.id}`, textContent: "#", tabIndex: -1,
      }, { "aria-label": `Link to ${row.id}` });
      const name = row.querySelector("th > .name");
      if (name) name.before(link); else row.querySelector("th, h2")?.append(link);
    }
    let selected = -1;

    const select = (number) => {
      const options = list.querySelectorAll("[role=option]");
      selected = options.length ? (number + options.length) % options.length : -1;
      options.forEach((option, i) => option.setAttribute("aria-selected", i === selected));
      if (selected < 0) {
        input.removeAttribute("aria-activedescendant");
      } else {
        input.setAttribute("aria-activedescendant", options[selected].id);
        options[selected].scrollIntoView({ block: "nearest" });
      }
    };

    const close = () => {
      list.hidden = true;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };

    const option = (entry, number) => {
      const item = document.createElement("li");
      item.id = `result-${number}`;
      item.setAttribute("role", "option");
      const link = document.createElement("a");
      link.href = entry.href;
      link.tabIndex = -1;
      const parts = [entry.name, entry.kind, entry.place].map((text, part) => {
        const span = document.createElement("span");
        span.textContent = text;
        if (part) span.className = "where";
        return span;
      });
      link.append(...parts);
      item.append(link);
      return item;
    };

    const search = async () => {
      const text = input.value;
      const all = await load();
      if (text !== input.value) return; // a later search has begun
      const found = find(all, text);
      list.replaceChildren(...found.map(option));
      if (!text.trim()) return close();
      if (!found.length) {
        const none = document.createElement("li");
        none.className = "none";
        none.textContent = "No matches.";
        list.append(none);
      }
      list.hidden = false;
      input.setAttribute("aria-expanded", "true");
      select(0);
    };

    input.addEventListener("input", search);
    input.addEventListener("focus", load);
    input.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step) {
        event.preventDefault();
        if (list.hidden) search(); else select(selected + step);
      } else if (event.key === "Enter") {
        const link = list.querySelectorAll("[role=option] a")[selected];
        if (link && !list.hidden) {
          close();
          location.assign(link.href);
        }
      } else if (event.key === "Escape") {
        event.preventDefault();
        if (list.hidden) input.blur(); else close();
      }
    });
    document.addEventListener("keydown", (event) => {
      const typing = event.target.closest("input, textarea, select");
      if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
        event.preventDefault();
        input.focus();
        input.select();
      }
    });
    document.addEventListener("click", (event) => {
      if (!box.contains(event.target)) close();
    });
    theme.addEventListener("click", () => {
      const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
      const next = (top.dataset.theme || system) === "dark" ? "light" : "dark";
      top.dataset.theme = next;
      stored.set(next);
    });

    // index.html?PatientID leads to the page of a keyword, tag, UID or name.
    const asked = decodeURIComponent(location.search.slice(1).replace(/\+/g, " "));
    if (asked && !root) {
      load().then((all) => {
        const exact = all.find((entry) => entry.exact.includes(plain(asked)));
        if (exact) {
          location.replace(exact.href);
        } else {
          input.value = asked;
          input.focus();
          search();
        }
      });
    }
  };
  document.addEventListener("DOMContentLoaded", start);
})();
