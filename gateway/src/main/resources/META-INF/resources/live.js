"use strict";
// Makes the served table move: frames carry absolute figures, so that applying one twice or skipping some does no harm.
(() => {
  const region = document.body.dataset.region;
  const state = document.getElementById("state");
  const number = new Intl.NumberFormat("fr-FR");
  const english = new Intl.NumberFormat("en-GB");
  const cells = new Map();
  let heard = 0;
  let alive = false;

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
    said();
  };

  const target = async () => {
    const answer = await fetch("/v1/progress?region=" + region);
    const { target } = await answer.json();
    if (target) {
      for (const figure of document.querySelectorAll("[data-figure]")) {
        const name = figure.dataset.figure;
        const sign = name === "sinceDeadline" && target[name] > 0 ? "+" : "";
        figure.textContent = sign + (figure.closest("[lang]").lang === "en" ? english : number).format(target[name]);
      }
      document.getElementById("target").value = target.counted;
    }
  };

  const said = () => { heard = Date.now(); alive = true; };

  const stream = new EventSource("/v1/progress/stream?region=" + region);
  stream.addEventListener("snapshot", (event) => { cells.clear(); show(JSON.parse(event.data).cells, false); });
  stream.addEventListener("change", (event) => show(JSON.parse(event.data).cells, true));
  stream.addEventListener("heartbeat", said);
  stream.addEventListener("error", () => { alive = false; });
  setInterval(() => {
    if (heard === 0) return;
    const seconds = Math.round((Date.now() - heard) / 1000);
    const text = alive ? "En direct — à jour il y a " + seconds + " s." : "Connexion perdue — chiffres d'il y a " + seconds + " s.";
    // Told to screen readers only when the connection comes or goes, not each second.
    state.setAttribute("aria-live", alive ? "off" : "polite");
    state.textContent = text;
  }, 1000);
})();
