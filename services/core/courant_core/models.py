"""What core stores across restarts: the modules as last published, credentials, redirects, the site's settings."""

from threading import Lock

from courant_kit.calls.caller import CREDENTIAL
from courant_kit.wire.manifest import Manifest
from courant_kit.wire.payload import decode, encode
from django.db import models

from courant_core.proofs import Proof
from courant_core.registry import Known

_remembering = Lock()


class KnownModule(models.Model):
    """A module as core last published it."""

    name = models.CharField(max_length=40, primary_key=True)
    manifest = models.JSONField()
    present = models.BooleanField()
    suspended = models.BooleanField(default=False)


class Credential(models.Model):
    """Lets a module or a backend join under its name.

    Revoked credentials stay in the table so that services that were away can still learn of them. `method`,
    `digest` and `salt` are those of a `Proof`.
    """

    name = models.CharField(max_length=40)
    kind = models.CharField(max_length=10)
    role = models.CharField(max_length=20)
    method = models.CharField(max_length=10, default="ticket")
    digest = models.CharField(max_length=64)
    salt = models.CharField(max_length=32, default="")
    created = models.DateTimeField(auto_now_add=True)
    revoked = models.BooleanField(default=False)

    class Meta:
        """Revoking a credential frees its name."""

        constraints = (
            models.UniqueConstraint(fields=["name"], condition=models.Q(revoked=False), name="core_one_valid"),
        )

    @property
    def authid(self) -> str:
        """The authid of its bearer on the router: the credential is the grant, as a sign-in is for a person."""
        return f"{self.name}#{CREDENTIAL}{self.pk}"

    @property
    def proof(self) -> Proof:
        """What its bearer has to prove."""
        return Proof(self.method, self.digest, self.salt)


class Redirect(models.Model):
    """Where an old address leads; `source` is a key of `redirects.addresses`, and without a target it is gone."""

    source = models.CharField(max_length=1000, primary_key=True)
    target = models.CharField(max_length=2000)
    below = models.BooleanField(default=False)


class SiteState(models.Model):
    """A revision of the site's settings; the newest counts. `changed` names those that differ from the one before."""

    settings = models.JSONField()
    changed = models.JSONField(default=list)
    by = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)


class SiteDraft(models.Model):
    """Settings that an administrator looks at before saving them: the last ones of each."""

    by = models.CharField(max_length=150, primary_key=True)
    key = models.CharField(max_length=32, unique=True)
    settings = models.JSONField()


class SiteFile(models.Model):
    """A file of the site's settings, such as the logo, by the beginning of the hash of its content."""

    digest = models.CharField(max_length=16)
    name = models.CharField(max_length=40)
    data = models.BinaryField()

    class Meta:
        """The same content is stored once under a name."""

        constraints = (models.UniqueConstraint(fields=["digest", "name"], name="core_one_file"),)


def known() -> list[Known]:
    """The modules as core last published them."""
    return [Known(decode(row.manifest, Manifest), row.present, row.suspended) for row in KnownModule.objects.all()]


def remember(name: str, known: dict[str, Known]) -> None:
    """Store the module's current state. The last writer also read last, so no change is lost."""
    with _remembering:
        module = known.get(name)
        if module is None:
            KnownModule.objects.filter(name=name).delete()
        else:
            fields = {
                "manifest": encode(module.manifest), "present": module.present, "suspended": module.suspended,
            }  # fmt: skip
            KnownModule.objects.update_or_create(name=name, defaults=fields)
