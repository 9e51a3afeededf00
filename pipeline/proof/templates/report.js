"use strict";
(() => {
  const root = document.documentElement;
  const at = document.getElementById("at");
  const page = document.getElementById("page");
  const reason = document.getElementById("reason");
  const size = document.getElementById("size");
  const places = [...document.querySelectorAll(".place")];
  const links = new Map([...document.querySelectorAll("nav a")].map((a) => [a.hash.slice(1), a]));
  let shown = places;
  let here = -1;

  // A report opened from disk may have no storage; then nothing is remembered.
  const recall = (key) => { try { return localStorage.getItem(key); } catch { return null; } };
  const keep = (key, value) => { try { localStorage.setItem(key, value); } catch { /* see above */ } };

  function speak(language) {
    root.lang = language;
    root.className = language;
    keep("gazette.language", language);
  }

  function resize(pixels) {
    root.style.setProperty("--strip", `${pixels}px`);
    size.value = pixels;
    keep("gazette.size", pixels);
    if (shown[here]) centre(shown[here]);
  }

  // Brings the marked place of a long strip into the middle of what is seen of it.
  function centre(place) {
    const strip = place.querySelector(".strip");
    const mark = strip && strip.querySelector("rect");
    if (!mark) return;
    const frame = strip.getBoundingClientRect();
    const spot = mark.getBoundingClientRect();
    strip.scrollLeft += spot.left + spot.width / 2 - frame.left - frame.width / 2;
    strip.scrollTop += spot.top + spot.height / 2 - frame.top - frame.height / 2;
  }

  function count() {
    at.textContent = shown.length ? `${here + 1} / ${shown.length}` : "0";
  }

  function go(number) {
    if (!shown.length) return;
    if (shown[here]) shown[here].classList.remove("here");
    here = Math.min(Math.max(number, 0), shown.length - 1);
    const place = shown[here];
    place.classList.add("here");
    place.focus({ preventScroll: true });
    place.scrollIntoView({ block: "center" });
    centre(place);
    const current = place.closest(".page").id;
    links.forEach((link, id) => link.classList.toggle("here", id === current));
    links.get(current).scrollIntoView({ block: "nearest" });
    count();
  }

  function filter() {
    if (shown[here]) shown[here].classList.remove("here");
    for (const place of places) {
      const wrong = page.value && place.closest(".page").dataset.page !== page.value;
      place.hidden = Boolean(wrong || (reason.value && place.dataset.reason !== reason.value));
    }
    shown = places.filter((place) => !place.hidden);
    for (const section of document.querySelectorAll(".page[data-page]")) {
      const other = page.value && section.dataset.page !== page.value;
      section.hidden = Boolean(other || (reason.value && !section.querySelector(".place:not([hidden])")));
    }
    here = -1;
    count();
  }

  const keys = {
    j: () => go(here + 1),
    n: () => go(here + 1),
    k: () => go(here - 1),
    p: () => go(here - 1),
    l: () => speak(root.lang === "zh" ? "en" : "zh"),
  };
  const typing = (target) => target instanceof Element && target.matches("select, input");
  document.addEventListener("keydown", (event) => {
    const act = keys[event.key.toLowerCase()];
    if (!act || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    event.preventDefault();
    act();
  });
  document.querySelector("main").addEventListener("click", (event) => {
    const place = event.target.closest(".place");
    if (place && shown.indexOf(place) !== here) go(shown.indexOf(place));
  });
  document.getElementById("language").addEventListener("click", keys.l);
  page.addEventListener("change", filter);
  reason.addEventListener("change", filter);
  size.addEventListener("input", () => resize(size.value));

  const near = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (entry.isIntersecting) {
        near.unobserve(entry.target);
        requestAnimationFrame(() => centre(entry.target));
      }
    }
  });
  places.forEach((place) => near.observe(place));

  if (recall("gazette.language")) speak(recall("gazette.language"));
  if (recall("gazette.size")) resize(recall("gazette.size"));
  filter();
})();
