"use strict";
(() => {
  const player = document.querySelector("[data-player]");
  for (const time of document.querySelectorAll("[data-start]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = time.className;
    button.lang = time.lang;
    button.textContent = time.textContent;
    button.setAttribute("aria-label", "Play from " + time.textContent);
    button.addEventListener("click", () => {
      player.currentTime = Number(time.dataset.start);
      player.play().catch(() => {});
    });
    time.replaceWith(button);
  }
  // Browsers refuse to load a track into a page that was opened as a file: then its cues come from the page itself.
  const cues = JSON.parse(document.getElementById("cues").textContent);
  player.querySelectorAll("track").forEach((element, index) => {
    const refill = () => {
      const made = player.addTextTrack(element.kind, element.label, element.srclang);
      for (const [start, end, text] of cues[index]) made.addCue(new VTTCue(start, end, text));
      made.mode = element.track.mode;
      element.remove();
    };
    if (element.readyState === HTMLTrackElement.ERROR) refill();
    else element.addEventListener("error", refill, { once: true });
  });
})();
