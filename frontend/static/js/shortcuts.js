// "/" goes to the search box, as in most places where people search.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const box = document.querySelector(".masthead__search input");
  if (!box?.offsetParent) return;
  event.preventDefault();
  box.focus();
});
