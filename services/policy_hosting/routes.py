"""Every URL that policy_hosting answers itself, with who may open it; everything else is published."""

from services.policy_hosting.colleagues import console as colleagues
from services.policy_hosting.documents import console as documents
from services.policy_hosting.fact_forms import console as facts
from services.policy_hosting.permissions import Permission as May
from services.policy_hosting.previews import public as previews
from services.policy_hosting.publication import console as publication
from services.policy_hosting.publication import public
from services.policy_hosting.translations import console as translations
from services.policy_hosting.versions import console as versions
from shared.access.rule import Can, Public
from shared.web.rate_limit import Limit
from shared.web.route import HouseRoute, page

_POST = ("POST",)
_LIST = "/{tenant}/policies"
_ONE = _LIST + "/{slug}"
_VERSION = _ONE + "/versions/{number:number}"
_TEXT = _VERSION + "/texts/{locale}"

routes: list[HouseRoute] = [
    # For everybody
    page(
        "/{locale}/policies/{slug}/changes/{old:number}...{new:number}",
        public.comparison,
        access=Public(),
        limit=Limit("comparison", hits=60),
    ),
    page("/preview/{token}", previews.preview, access=Public(), limit=Limit("preview", hits=120)),
    # The console: documents
    page(_LIST, documents.index, access=Can(May.READ)),
    page(_LIST + "/new", documents.new, access=Can(May.CREATE_DOCUMENT)),
    page(_LIST + "/new", documents.create, access=Can(May.CREATE_DOCUMENT), methods=_POST),
    page(_LIST + "/approval", colleagues.rule, access=Can(May.READ)),
    page(_LIST + "/approval", colleagues.choose, access=Can(May.CHOOSE_APPROVAL, fresh=True), methods=_POST),
    page(_LIST + "/conversion", documents.conversion, access=Can(May.DRAFT), methods=_POST),
    page(_ONE, documents.document, access=Can(May.READ)),
    # The console: versions
    page(_ONE + "/versions", versions.draft, access=Can(May.DRAFT), methods=_POST),
    page(_VERSION, versions.version, access=Can(May.READ)),
    page(_VERSION + "/change", versions.describe, access=Can(May.DRAFT), methods=_POST),
    page(_VERSION + "/comparison", versions.comparison, access=Can(May.READ)),
    page(_VERSION + "/review", versions.submit, access=Can(May.DRAFT), methods=_POST),
    page(_VERSION + "/approval", versions.approve, access=Can(May.APPROVE), methods=_POST),
    page(_VERSION + "/return", versions.send_back, access=Can(May.READ), methods=_POST),
    page(_VERSION + "/withdrawal", versions.withdraw, access=Can(May.DRAFT), methods=_POST),
    # The console: texts
    page(_TEXT, translations.edit, access=Can(May.READ)),
    page(_TEXT, translations.save, access=Can(May.DRAFT), methods=_POST),
    page(_TEXT + "/confirmation", translations.confirm, access=Can(May.DRAFT), methods=_POST),
    page(_TEXT + "/removal", translations.remove, access=Can(May.DRAFT), methods=_POST),
    # The console: facts
    page(_VERSION + "/facts", facts.overview, access=Can(May.READ)),
    page(_VERSION + "/facts/{subject}", facts.subject, access=Can(May.READ)),
    page(_VERSION + "/facts/{subject}", facts.save, access=Can(May.DRAFT), methods=_POST),
    # The console: publication
    page(_VERSION + "/publication", publication.publication, access=Can(May.PUBLISH, fresh=True)),
    page(_VERSION + "/publication", publication.publish, access=Can(May.PUBLISH, fresh=True), methods=_POST),
    page(_VERSION + "/calling-off", publication.end, access=Can(May.CALL_OFF, fresh=True)),
    page(_VERSION + "/calling-off", publication.withhold, access=Can(May.CALL_OFF, fresh=True), methods=_POST),
    page(_VERSION + "/correction", publication.correction, access=Can(May.CORRECT, fresh=True)),
    page(_VERSION + "/correction", publication.correct, access=Can(May.CORRECT, fresh=True), methods=_POST),
]
