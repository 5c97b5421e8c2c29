// What was just done can be put away, and is not said again when the page is loaded anew.
const toast = document.querySelector(".toast");

if (toast) {
  const here = new URL(location.href);
  here.searchParams.delete("done");
  history.replaceState(history.state, "", here);
  toast.querySelector("button")?.addEventListener("click", () => toast.remove());
}
