"""What core remembers over a restart: the modules as it last published them, and credentials."""

from threading import Lock

from courant_kit.calls.caller import CREDENTIAL
from courant_kit.wire.manifest import Manifest
from courant_kit.wire.payload import decode, encode
from django.db import models

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

    Revoked credentials stay in the table, so that services that were away can still learn of them. `digest` is
    the SHA-256 of its secret. A secret is 256 random bits, so that there is nothing to guess and a slow
    password hash would protect nothing: it would only make every module that joins wait.
    """

    name = models.CharField(max_length=40)
    kind = models.CharField(max_length=10)
    role = models.CharField(max_length=20)
    digest = models.CharField(max_length=64)
    created = models.DateTimeField(auto_now_add=True)
    revoked = models.BooleanField(default=False)

    class Meta:
        """A name is free again when its credential is revoked."""

        constraints = (
            models.UniqueConstraint(fields=["name"], condition=models.Q(revoked=False), name="core_one_valid"),
        )

    @property
    def authid(self) -> str:
        """As whom its bearer is known on the router: the credential is the grant, as a sign-in is a person's."""
        return f"{self.name}#{CREDENTIAL}{self.pk}"


def known() -> list[Known]:
    """The modules as core last published them."""
    return [Known(decode(row.manifest, Manifest), row.present, row.suspended) for row in KnownModule.objects.all()]


def remember(name: str, known: dict[str, Known]) -> None:
    """Write down what `known` says of the module now; whoever writes last has read last, so that no word is lost."""
    with _remembering:
        module = known.get(name)
        if module is None:
            KnownModule.objects.filter(name=name).delete()
        else:
            fields = {
                "manifest": encode(module.manifest), "present": module.present, "suspended": module.suspended,
            }  # fmt: skip
            KnownModule.objects.update_or_create(name=name, defaults=fields)
