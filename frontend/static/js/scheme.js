// Before the page is painted: light or dark as the reader chose, and a mark that scripts run here.
const chosen = localStorage.getItem("scheme");
if (chosen === "light" || chosen === "dark") document.documentElement.dataset.scheme = chosen;
document.documentElement.dataset.lively = "";
