"""The shipped codes for kinds of data, purposes and people: each with its label and, where DPV has one, its term.

Labels are English sentences' words here and translated in the catalogue `facts`; a record overrides one by giving the
code a label of its own. DPV 2.3 has English labels only, so the others are ours.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Shipped:
    """A code's label and its term in DPV (https://w3id.org/dpv)."""

    label: str
    dpv: str | None = None


def N_(message: str) -> str:  # noqa: N802  gettext's own name for "translate this later"
    """Mark a message for the catalogue; it is translated where it is said."""
    return message


CATEGORIES: dict[str, Shipped] = {
    "accounting-records": Shipped(N_("Accounting records"), "pd:Financial"),
    "aggregated-data": Shipped(N_("Aggregated or anonymised data"), "dpv:AnonymisedData"),
    "application-data": Shipped(N_("Application documents"), "pd:Professional"),
    "application-logs": Shipped(N_("Application logs"), "pd:ServiceConsumptionBehaviour"),
    "bank-details": Shipped(N_("Bank details"), "pd:FinancialAccount"),
    "billing-data": Shipped(N_("Billing data"), "pd:Transactional"),
    "browser-data": Shipped(N_("Browser and device data"), "pd:UserAgent"),
    "browsing-data": Shipped(N_("Browsing data"), "pd:BrowsingBehaviour"),
    "call-details": Shipped(N_("Call detail records"), "pd:CallLog"),
    "call-recordings": Shipped(N_("Call recordings"), "pd:VoiceCommunicationRecording"),
    "communications-content": Shipped(N_("Content of communications"), "pd:Communication"),
    "company-data": Shipped(N_("Company data"), "pd:Professional"),
    "connection-data": Shipped(N_("Connection data"), "pd:Connection"),
    "contact-details": Shipped(N_("Contact details"), "pd:Contact"),
    "contract-data": Shipped(N_("Contract data"), "pd:Transactional"),
    "cookies": Shipped(N_("Cookies"), "pd:Tracking"),
    "crm-data": Shipped(N_("Customer relationship data"), "pd:Interaction"),
    "criminal-data": Shipped(N_("Data on criminal convictions and offences"), "pd:Criminal"),
    "email-address": Shipped(N_("E-mail address"), "pd:EmailAddress"),
    "health-data": Shipped(N_("Health data"), "pd:Health"),
    "hosted-data": Shipped(N_("Hosted data")),
    "identification-data": Shipped(N_("Identification data"), "pd:Identifying"),
    "identity-documents": Shipped(N_("Identity documents"), "pd:OfficialID"),
    "ip-address": Shipped(N_("IP addresses"), "pd:IPAddress"),
    "job-data": Shipped(N_("Professional information"), "pd:Job"),
    "location-data": Shipped(N_("Location data"), "pd:Location"),
    "login-data": Shipped(N_("Login data"), "pd:Authenticating"),
    "marketing-preferences": Shipped(N_("Marketing and communication preferences"), "pd:PrivacyPreference"),
    "name": Shipped(N_("Name"), "pd:Name"),
    "payment-data": Shipped(N_("Payment data"), "pd:PaymentCard"),
    "photos": Shipped(N_("Photos"), "pd:Picture"),
    "postal-address": Shipped(N_("Postal address"), "pd:PhysicalAddress"),
    "profile-data": Shipped(N_("Profile data"), "pd:Profile"),
    "referral-data": Shipped(N_("Name and e-mail address of a person you refer"), "pd:Friend"),
    "request-data": Shipped(N_("Data in privacy requests")),
    "special-categories": Shipped(N_("Special categories of personal data"), "dpv:SpecialCategoryPersonalData"),
    "survey-answers": Shipped(N_("Answers to surveys"), "pd:Opinion"),
    "technical-data": Shipped(N_("Technical data"), "pd:DeviceBased"),
    "telephone-number": Shipped(N_("Telephone number"), "pd:TelephoneNumber"),
    "traffic-data": Shipped(N_("Traffic and connection data"), "pd:CommunicationsMetadata"),
    "usage-data": Shipped(N_("Usage data"), "pd:ServiceConsumptionBehaviour"),
    "visit-data": Shipped(N_("Data about your visit"), "pd:BrowsingReferral"),
}

ACTIVITIES: dict[str, Shipped] = {
    "access-control": Shipped(N_("Controlling access"), "dpv:EnforceAccessControl"),
    "account-management": Shipped(N_("Managing accounts"), "dpv:AccountManagement"),
    "accounting": Shipped(N_("Accounting"), "dpv:FulfilmentOfObligation"),
    "advertising": Shipped(N_("Advertising"), "dpv:Advertising"),
    "analytics": Shipped(N_("Measuring how the service is used"), "dpv:ServiceUsageAnalytics"),
    "answering-enquiries": Shipped(N_("Answering enquiries"), "dpv:CommunicationForCustomerCare"),
    "authorities": Shipped(N_("Answering authorities and courts"), "dpv:LegalCompliance"),
    "billing": Shipped(N_("Billing and payment"), "dpv:PaymentManagement"),
    "call-recording": Shipped(N_("Recording calls"), "dpv:ServiceMonitoring"),
    "contract-management": Shipped(N_("Managing contracts"), "dpv:FulfilmentOfContractualObligation"),
    "customer-management": Shipped(
        N_("Managing the relationship with customers"), "dpv:CustomerRelationshipManagement"
    ),
    "customer-support": Shipped(N_("Supporting customers"), "dpv:CustomerCare"),
    "direct-marketing": Shipped(N_("Direct marketing"), "dpv:DirectMarketing"),
    "disputes": Shipped(N_("Handling disputes"), "dpv:DisputeManagement"),
    "events": Shipped(N_("Inviting to events"), "dpv:PublicRelations"),
    "fraud-prevention": Shipped(N_("Preventing fraud"), "dpv:FraudPreventionAndDetection"),
    "hosting": Shipped(N_("Hosting our customers' data"), "dpv:TechnicalServiceProvision"),
    "identity-verification": Shipped(N_("Checking identity"), "dpv:IdentityVerification"),
    "incident-management": Shipped(N_("Handling incidents"), "dpv:ServiceManagement"),
    "legal-compliance": Shipped(N_("Complying with the law"), "dpv:LegalCompliance"),
    "marketing": Shipped(N_("Marketing"), "dpv:Marketing"),
    "network-operation": Shipped(N_("Building, running and securing our network"), "dpv:EnforceSecurity"),
    "newsletters": Shipped(N_("Sending newsletters"), "dpv:DirectMarketing"),
    "online-access": Shipped(N_("Giving access to our online services"), "dpv:ServiceProvision"),
    "order-management": Shipped(N_("Handling orders"), "dpv:CustomerOrderManagement"),
    "payment": Shipped(N_("Collecting payments"), "dpv:PaymentManagement"),
    "personalisation": Shipped(N_("Personalising what we offer"), "dpv:Personalisation"),
    "privacy-requests": Shipped(N_("Answering privacy requests"), "dpv:RightsFulfilment"),
    "prospecting": Shipped(N_("Finding new customers"), "dpv:Marketing"),
    "recommendations": Shipped(N_("Suggesting products and services"), "dpv:ProvideProductRecommendations"),
    "recruitment": Shipped(N_("Recruiting"), "dpv:RecruitmentManagement"),
    "referrals": Shipped(N_("Passing on invitations to people you refer"), "dpv:Marketing"),
    "registration": Shipped(N_("Registration"), "dpv:ServiceRegistration"),
    "reporting": Shipped(N_("Reporting to customers"), "dpv:ServiceMonitoring"),
    "running-the-business": Shipped(
        N_("Running and protecting our business and our site"), "dpv:OrganisationGovernance"
    ),
    "security": Shipped(N_("Keeping our services secure"), "dpv:EnforceSecurity"),
    "service-improvement": Shipped(N_("Improving our services"), "dpv:ImproveExistingProductsAndServices"),
    "service-provision": Shipped(N_("Providing the service"), "dpv:ServiceProvision"),
    "statistics": Shipped(N_("Making statistics"), "dpv:ServiceUsageAnalytics"),
    "surveys": Shipped(N_("Conducting surveys"), "dpv:CommercialResearch"),
    "testimonials": Shipped(N_("Publishing testimonials and lists of customers"), "dpv:PublicRelations"),
    "traffic-billing": Shipped(N_("Producing the traffic details a bill needs"), "dpv:PaymentManagement"),
    "training": Shipped(N_("Training and quality"), "dpv:ServiceOptimisation"),
    "website-operation": Shipped(N_("Running our website"), "dpv:TechnicalServiceProvision"),
}

PEOPLE: dict[str, Shipped] = {
    "callers": Shipped(N_("People in a call")),
    "candidates": Shipped(N_("Candidates"), "dpv:JobApplicant"),
    "contacts": Shipped(N_("Business contacts")),
    "customers": Shipped(N_("Customers"), "dpv:Customer"),
    "employees": Shipped(N_("Employees"), "dpv:Employee"),
    "end-users": Shipped(N_("End users"), "dpv:User"),
    "public-bodies": Shipped(N_("Public bodies that are customers")),
    "prospects": Shipped(N_("Prospects"), "dpv:Consumer"),
    "referred-people": Shipped(N_("People who were referred to us")),
    "representatives": Shipped(N_("Our customers' representatives")),
    "subscribers": Shipped(N_("Subscribers"), "dpv:Subscriber"),
    "suppliers": Shipped(N_("Suppliers")),
    "users": Shipped(N_("Users"), "dpv:User"),
    "visitors": Shipped(N_("Visitors"), "dpv:Visitor"),
}

OPTIONS: dict[str, Shipped] = {"storage-extension": Shipped(N_("Storage extension"))}
