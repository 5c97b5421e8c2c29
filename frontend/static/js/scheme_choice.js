// The choice between the system's, a light and a dark page, kept in this browser.
const root = document.documentElement;

for (const input of document.querySelectorAll("input[name=scheme]")) {
  input.checked = input.value === (root.dataset.scheme ?? "system");
  input.addEventListener("change", () => {
    if (input.value === "system") {
      localStorage.removeItem("scheme");
      delete root.dataset.scheme;
    } else {
      localStorage.setItem("scheme", input.value);
      root.dataset.scheme = input.value;
    }
  });
}
