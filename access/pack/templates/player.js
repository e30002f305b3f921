"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const player = document.querySelector("[data-player]");
  const box = (version) => document.querySelector(`[data-version="${version}"]`);
  const sound = box("described")?.querySelector("audio");
  const longer = box("extended")?.querySelector("video");
  let version = "original";

  // The longer film has a clock of its own: it holds still at some instants, each time for a while.
  const later = (at) => data.holds.reduce((sum, [hold, length]) => (hold < at ? sum + length : sum), at);
  const earlier = (at) => data.holds.reduce((rest, [hold, length]) => (rest > hold ? Math.max(hold, rest - length) : rest), at);
  const playing = () => ({ original: player, described: sound, extended: longer })[version];
  const now = () => (version === "extended" ? earlier(longer.currentTime) : playing().currentTime);
  const seek = (at) => { playing().currentTime = version === "extended" ? later(at) : at; };
  const start = () => playing().play().catch(() => {});

  // --- the transcript: play from any line, and see which one it is at
  const lines = [];
  for (const time of document.querySelectorAll("[data-start]")) {
    const at = Number(time.dataset.start);
    const button = document.createElement("button");
    button.type = "button";
    button.className = time.className;
    button.lang = time.lang;
    button.textContent = time.textContent;
    button.setAttribute("aria-label", "Play from " + time.textContent);
    button.addEventListener("click", () => { seek(at); start(); });
    time.replaceWith(button);
    lines.push({ at, line: button.parentElement });
  }
  const follow = document.querySelector("[data-follow]");
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  let current = null;
  const mark = () => {
    const at = now() + 0.01;
    const line = lines.findLast((one) => one.at <= at)?.line ?? null;
    if (line === current) return;
    current?.removeAttribute("aria-current");
    line?.setAttribute("aria-current", "true");
    current = line;
    if (line && follow.querySelector("input").checked) {
      line.scrollIntoView({ block: "center", behavior: still.matches ? "auto" : "smooth" });
    }
  };
  if (follow) follow.hidden = !lines.length;

  // --- what plays: one at a time; the film runs silently along with the described sound
  const along = () => {
    if (version !== "described") return;
    if (Math.abs(player.currentTime - sound.currentTime) > 0.25) player.currentTime = sound.currentTime;
    player.playbackRate = sound.playbackRate;
    if (sound.paused !== player.paused) sound.paused ? player.pause() : player.play().catch(() => {});
  };
  const show = () => {
    for (const one of document.querySelectorAll("[data-version]")) one.hidden = one.dataset.version !== version;
    player.hidden = version === "extended";
    player.controls = version === "original";
    player.muted = version === "described";
  };
  const choose = (chosen) => {
    const at = now(), moving = !playing().paused;
    for (const one of [player, sound, longer]) one?.pause();
    version = chosen;
    show();
    seek(at);
    if (moving) start();
  };
  const choice = document.querySelector("[data-choice]");
  if (choice) {
    choice.hidden = false;
    // A browser that comes back to the page checks again what was checked.
    choice.querySelector("input").checked = true;
    choice.addEventListener("change", (event) => choose(event.target.value));
    show();
  }
  for (const one of [player, sound, longer]) {
    one?.addEventListener("timeupdate", () => { if (one === playing()) mark(); });
    one?.addEventListener("seeked", () => { if (one === playing()) mark(); });
  }
  for (const happening of ["play", "pause", "seeked", "timeupdate", "ratechange", "ended"]) sound?.addEventListener(happening, along);

  // Browsers refuse to load a track into a page that was opened as a file: then its cues come from the page itself.
  document.querySelectorAll("track").forEach((element, index) => {
    const refill = () => {
      const made = element.parentElement.addTextTrack(element.kind, element.label, element.srclang);
      for (const [begin, end, text] of data.cues[index]) made.addCue(new VTTCue(begin, end, text));
      made.mode = element.track.mode;
      element.remove();
    };
    if (element.readyState === HTMLTrackElement.ERROR) refill();
    else element.addEventListener("error", refill, { once: true });
  });
})();
