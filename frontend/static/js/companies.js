// The switcher shows the person's companies, read from the page that lists them.
const place = document.querySelector("[data-companies]");

async function fill() {
  const answer = await fetch(place.dataset.companies, { headers: { accept: "text/html" } });
  if (!answer.ok) return;
  const listed = new DOMParser().parseFromString(await answer.text(), "text/html");
  const here = place.dataset.here;
  const items = [...listed.querySelectorAll("#companies a[data-slug]")].map((found) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.className = "popover__item";
    link.href = found.getAttribute("href");
    link.textContent = found.textContent;
    if (found.dataset.slug === here) link.setAttribute("aria-current", "true");
    item.append(link);
    return item;
  });
  place.replaceChildren(...items);
}

place?.closest("[popover]").addEventListener("toggle", (event) => {
  if (event.newState === "open" && !place.childElementCount) fill();
});
