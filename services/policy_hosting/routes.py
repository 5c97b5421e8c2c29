"""Every URL that policy_hosting answers itself, with who may open it; everything else is published."""

from services.policy_hosting.calendar import console as calendar
from services.policy_hosting.colleagues import console as colleagues
from services.policy_hosting.documents import api as documents_api
from services.policy_hosting.documents import console as documents
from services.policy_hosting.documents.api import Document, Documents, NewDocument
from services.policy_hosting.fact_forms import console as facts
from services.policy_hosting.permissions import Permission as May
from services.policy_hosting.previews import public as previews
from services.policy_hosting.publication import api as publication_api
from services.policy_hosting.publication import console as publication
from services.policy_hosting.publication import public
from services.policy_hosting.start import console as start
from services.policy_hosting.translations import console as translations
from services.policy_hosting.versions import api as versions_api
from services.policy_hosting.versions import console as versions
from services.policy_hosting.versions.answers import Text, Version, Versions, VersionWithTexts
from shared.access.rule import Can, Public
from shared.web.rate_limit import Limit
from shared.web.route import HouseRoute, api, page

_POST = ("POST",)
_LIST = "/{tenant}/policies"
_ONE = _LIST + "/{slug}"
_VERSION = _ONE + "/versions/{number:number}"
_API_ONE = "/v1/documents/{slug}"
_API_VERSION = _API_ONE + "/versions/{number:number}"
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
    # The API
    api("/v1/documents", documents_api.index, access=Can(May.READ), answer=Documents, summary="List documents"),
    api(
        "/v1/documents",
        documents_api.create,
        access=Can(May.CREATE_DOCUMENT),
        methods=_POST,
        body=NewDocument,
        answer=Document,
        status=201,
        summary="Open a document",
    ),
    api(_API_ONE, documents_api.show, access=Can(May.READ), answer=Document, summary="Read a document"),
    api(
        _API_ONE + "/versions",
        versions_api.index,
        access=Can(May.READ),
        answer=Versions,
        summary="List the versions of a document",
    ),
    api(
        _API_ONE + "/versions",
        versions_api.create,
        access=Can(May.DRAFT),
        methods=_POST,
        body=versions_api.NewVersion,
        answer=Version,
        status=201,
        summary="Draft the next version",
    ),
    api(
        _API_VERSION,
        versions_api.show,
        access=Can(May.READ),
        answer=VersionWithTexts,
        summary="Read a version with its texts and facts",
    ),
    api(
        _API_VERSION,
        versions_api.withdraw,
        access=Can(May.DRAFT),
        methods=("DELETE",),
        status=204,
        summary="Give up a draft",
    ),
    api(
        _API_VERSION + "/texts/{locale}",
        versions_api.write,
        access=Can(May.DRAFT),
        methods=("PUT",),
        body=versions_api.NewText,
        answer=Text,
        summary="Write a text of a draft",
    ),
    api(
        _API_VERSION + "/texts/{locale}",
        versions_api.leave_out,
        access=Can(May.DRAFT),
        methods=("DELETE",),
        status=204,
        summary="Leave a translation out of a draft",
    ),
    api(
        _API_VERSION + "/facts",
        versions_api.state_facts,
        access=Can(May.DRAFT),
        methods=("PUT",),
        body=versions_api.NewFacts,
        answer=Version,
        summary="State the facts of a draft",
    ),
    api(
        _API_VERSION + "/review",
        versions_api.submit,
        access=Can(May.DRAFT),
        methods=_POST,
        answer=Version,
        summary="Hand a draft to review",
    ),
    api(
        _API_VERSION + "/approval",
        versions_api.approve,
        access=Can(May.APPROVE),
        methods=_POST,
        answer=Version,
        summary="Approve a version",
    ),
    api(
        _API_VERSION + "/return",
        versions_api.send_back,
        access=Can(May.READ),
        methods=_POST,
        body=versions_api.Comment,
        answer=Version,
        summary="Make a version a draft again",
    ),
    api(
        _API_VERSION + "/publication",
        publication_api.earliest,
        access=Can(May.READ),
        answer=publication_api.Earliest,
        summary="Find the earliest day of effect",
    ),
    api(
        _API_VERSION + "/publication",
        publication_api.publish,
        access=Can(May.PUBLISH, fresh=True),
        methods=_POST,
        body=publication_api.NewPublication,
        answer=Version,
        summary="Publish a version",
    ),
    api(
        _API_VERSION + "/calling-off",
        publication_api.withhold,
        access=Can(May.CALL_OFF, fresh=True),
        methods=_POST,
        body=publication_api.CallingOff,
        answer=Version,
        summary="Call off an announced version",
    ),
    # The console: parts of its first pages, and the calendar
    page("/{tenant}/start/policy_hosting", start.start, access=Can(May.READ)),
    page("/{tenant}/search/policy_hosting", start.search, access=Can(May.READ)),
    page("/{tenant}/calendar", calendar.index, access=Can(May.READ)),
    page("/{tenant}/calendar/policies.ics", calendar.file, access=Can(May.READ)),
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
