// Replaces the content when it has changed. The server answers 304 while it has not.
"use strict";

const SECONDS = 2;
const main = document.querySelector("main");
const state = document.getElementById("state");
let version = "";

async function refresh() {
  try {
    const response = await fetch("content", {
      cache: "no-store",
      headers: version ? { "If-None-Match": version } : {},
    });
    if (response.status === 200) {
      main.innerHTML = await response.text();
      version = response.headers.get("ETag");
    }
    state.hidden = response.ok || response.status === 304;
  } catch {
    state.hidden = false;
  }
  setTimeout(refresh, SECONDS * 1000);
}

refresh();
