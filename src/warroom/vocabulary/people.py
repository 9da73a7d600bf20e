"""Who is who: roles on both sides, departments, tiers."""

from enum import StrEnum


class Role(StrEnum):
    """What a member of the task force is there for."""

    OWNER = "owner"
    DEPUTY = "deputy"
    EXEC_SPONSOR = "exec_sponsor"
    TECHNICAL_LEAD = "technical_lead"
    CUSTOMER_LIAISON = "customer_liaison"
    ACCOUNT_LEAD = "account_lead"
    PRODUCT_LEAD = "product_lead"
    SCRIBE = "scribe"
    LEGAL_COUNSEL = "legal_counsel"
    FINANCE = "finance"
    EXPERT = "expert"
    OBSERVER = "observer"


class ContactRole(StrEnum):
    """What a contact is on the customer's side."""

    EXEC_SPONSOR = "exec_sponsor"
    ECONOMIC_BUYER = "economic_buyer"
    CHAMPION = "champion"
    TECHNICAL_LEAD = "technical_lead"
    ADMIN = "admin"
    USER = "user"
    PROCUREMENT = "procurement"
    LEGAL = "legal"
    PARTNER = "partner"


class Stance(StrEnum):
    """How a contact stands towards us, as we judge it; never printed to a customer."""

    ADVOCATE = "advocate"
    SUPPORTIVE = "supportive"
    NEUTRAL = "neutral"
    CRITICAL = "critical"
    HOSTILE = "hostile"
    UNKNOWN = "unknown"


class Tier(StrEnum):
    """The commercial class of an account."""

    STRATEGIC = "strategic"
    ENTERPRISE = "enterprise"
    COMMERCIAL = "commercial"
    SMB = "smb"


class Department(StrEnum):
    """Where one of our people works."""

    SUPPORT = "support"
    ENGINEERING = "engineering"
    PRODUCT = "product"
    SALES = "sales"
    CUSTOMER_SUCCESS = "customer_success"
    SERVICES = "services"
    SECURITY = "security"
    LEGAL = "legal"
    FINANCE = "finance"
    MARKETING = "marketing"
    OPERATIONS = "operations"
    EXECUTIVE = "executive"
    PARTNER = "partner"
