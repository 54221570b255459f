// What the pages can't do without script: print, and the size of the picture. Without it everything else works.
"use strict";

const LEAST = 0.25;
const MOST = 2;
const STEP = 1.25;

function resize(picture, factor) {
  const [, , width, height] = picture.getAttribute("viewBox").split(" ").map(Number);
  picture.setAttribute("width", width * factor);
  picture.setAttribute("height", height * factor);
  picture.dataset.factor = factor;
}

function fitting(picture) {
  const [, , width] = picture.getAttribute("viewBox").split(" ").map(Number);
  const canvas = getComputedStyle(picture.parentElement);
  const room = picture.parentElement.clientWidth - parseFloat(canvas.paddingLeft) - parseFloat(canvas.paddingRight);
  return Math.min(1, room / width);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-zoom], [data-print]");
  if (button === null) return;
  if ("print" in button.dataset) {
    window.print();
    return;
  }
  const picture = document.querySelector("svg.flow");
  const direction = Number(button.dataset.zoom);
  const factor = direction === 0 ? fitting(picture) : Number(picture.dataset.factor ?? 1) * STEP ** direction;
  resize(picture, Math.min(MOST, Math.max(LEAST, factor)));
});

document.addEventListener("DOMContentLoaded", () => {
  const picture = document.querySelector("svg.flow");
  if (picture === null) return;
  // Fit the window as long as texts stay readable; show what is asked about where it does not fit.
  resize(picture, Math.max(0.8, fitting(picture)));
  const focus = picture.querySelector(".focus").getBoundingClientRect();
  const canvas = picture.parentElement;
  canvas.scrollLeft = focus.left + focus.width / 2 - canvas.getBoundingClientRect().left - canvas.clientWidth / 2;
});
