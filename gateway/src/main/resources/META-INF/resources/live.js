"use strict";
// Makes the served table move: frames carry absolute figures, so that applying one twice or skipping some does no harm. However the
// stream ends, it is opened again, from the last number on.
(() => {
  const FIRST_PAUSE = 1000;
  const LONGEST_PAUSE = 30000;
  // A heartbeat comes every 15 seconds; who sleeps through two of them opens the stream anew, no two pages at the same moment.
  const LONGEST_SILENCE = 35000 + 20000 * Math.random();
  // A stream that ends is usually back before anybody need know.
  const UNTOLD = 5000;

  const region = document.body.dataset.region;
  const state = document.getElementById("state");
  const served = state.textContent.trim();
  const number = new Intl.NumberFormat("fr-FR");
  const english = new Intl.NumberFormat("en-GB");
  const clock = new Intl.DateTimeFormat("fr-FR", { hour: "2-digit", minute: "2-digit", second: "2-digit" });
  const cells = new Map();

  let stream = null;
  let last = "";
  let pause = FIRST_PAUSE;
  let next = 0;
  let failed = false;
  let opened = 0;
  let heard = 0;
  let alive = false;
  let lostAt = Date.now();
  let targetIsOld = false;
  let told = "";
  let toldLost = false;

  const write = (key, value, flash) => {
    const cell = document.getElementById("c-" + key);
    const text = number.format(value);
    if (cell && cell.textContent !== text) {
      cell.textContent = text;
      if (flash) {
        cell.classList.add("moved");
        setTimeout(() => cell.classList.remove("moved"), 1000);
      }
    }
  };

  const show = (changed, flash) => {
    const stages = new Set();
    for (const cell of changed) {
      cells.set(cell.department + "-" + cell.stage, cell);
      stages.add(cell.stage);
      write(cell.department + "-" + cell.stage, cell.ever, flash);
    }
    for (const stage of stages) {
      let sum = 0;
      for (const cell of cells.values()) if (cell.stage === stage) sum += cell.ever;
      write("total-" + stage, sum, flash);
    }
    if (flash && (stages.has("DELIVERED") || stages.has("SOLD"))) target();
  };

  const target = async () => {
    targetIsOld = true;
    try {
      const answer = await fetch("/v1/progress?region=" + region);
      if (!answer.ok) return;
      const { target } = await answer.json();
      targetIsOld = false;
      if (target) {
        for (const figure of document.querySelectorAll("[data-figure]")) {
          const name = figure.dataset.figure;
          const sign = name === "sinceDeadline" && target[name] > 0 ? "+" : "";
          figure.textContent = sign + (figure.closest("[lang]").lang === "en" ? english : number).format(target[name]);
        }
        document.getElementById("target").value = target.counted;
      }
    } catch {
      // Asked again with the next heartbeat.
    }
  };

  const said = (event) => {
    if (event.lastEventId) last = event.lastEventId;
    heard = Date.now();
    alive = true;
    failed = false;
    pause = FIRST_PAUSE;
  };

  const lost = () => {
    if (alive) lostAt = Date.now();
    alive = false;
  };

  const open = () => {
    clearTimeout(next);
    next = 0;
    if (stream) stream.close();
    opened = Date.now();
    const own = new EventSource("/v1/progress/stream?region=" + region + (last ? "&lastEventId=" + last : ""));
    stream = own;
    const on = (name, then) => own.addEventListener(name, (event) => { if (own === stream) then(event); });
    // Opened and silent: nothing has happened since the last number.
    on("open", said);
    on("snapshot", (event) => {
      said(event);
      const first = cells.size === 0;
      cells.clear();
      show(JSON.parse(event.data).cells, false);
      if (!first) target();
    });
    on("change", (event) => { said(event); show(JSON.parse(event.data).cells, true); });
    on("heartbeat", (event) => { said(event); if (targetIsOld) target(); });
    on("error", () => {
      lost();
      // What ends, a browser opens again by itself, after the pause that it was told. What was refused (429, 503) it gives up, and
      // what cannot be reached it would ask for at the same pace for ever.
      if (own.readyState === EventSource.CLOSED || failed) later();
      failed = true;
    });
  };

  const later = () => {
    stream.close();
    if (next) return;
    next = setTimeout(open, pause * (0.5 + Math.random()));
    pause = Math.min(2 * pause, LONGEST_PAUSE);
  };

  /** The network is back, or somebody looks again: what may have been lost meanwhile is not waited for. */
  const wake = () => {
    const now = Date.now();
    if ((!alive || now - heard > LONGEST_SILENCE / 2) && now - opened > FIRST_PAUSE) {
      lost();
      pause = FIRST_PAUSE;
      open();
    }
  };

  const tell = (politely, french, inEnglish) => {
    // Told to screen readers only when the connection comes or goes, not each second.
    state.setAttribute("aria-live", politely ? "polite" : "off");
    if (told === french) return;
    told = french;
    state.textContent = french;
    if (inEnglish) {
      const second = document.createElement("span");
      second.className = "second";
      second.lang = "en";
      second.textContent = inEnglish;
      state.append(" ", second);
    }
  };

  const look = () => {
    const now = Date.now();
    if (!next && now - Math.max(heard, opened) > LONGEST_SILENCE) {
      lost();
      open();
    }
    if (alive) {
      tell(toldLost, "En direct — à jour il y a " + Math.round((now - heard) / 1000) + " s.");
      toldLost = false;
    } else if (now - lostAt > UNTOLD) {
      const at = clock.format(heard);
      tell(
        true,
        (heard ? "Chiffres de " + at + ", pas en direct" : served + " Pas en direct") + " : nouvel essai sous peu.",
        (heard ? "Figures of " + at + ", not live" : "Not live") + ": trying again shortly.",
      );
      toldLost = true;
    }
  };

  addEventListener("online", wake);
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") wake(); });
  // A page that is left gives its seat back, and takes another when somebody comes back to it.
  addEventListener("pagehide", () => { lost(); clearTimeout(next); next = 0; stream.close(); });
  addEventListener("pageshow", (event) => { if (event.persisted) open(); });
  setInterval(look, 1000);
  open();
})();
