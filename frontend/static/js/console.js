// The console's small enhancements; every page works without them where a form can.
import "htmx.org";
import "./companies.js";
import "./keeping.js";
import "./scheme_choice.js";
import "./shortcuts.js";
import "./toast.js";
import "./writing.js";
