"""Groups by their official names: an officer reads 糖尿病 and 敦煌市, not M01600 and 620982."""

from dataclasses import dataclass

from mantetong.domain.policy import RegionPolicy

UNKNOWN = "未知"
_INSURANCES = {"310": "职工基本医疗保险", "390": "城乡居民基本医疗保险"}


def insurance_name(code: str) -> str:
    """The national dictionary's word for an insurance kind."""
    return _INSURANCES.get(code, code or UNKNOWN)


@dataclass(frozen=True)
class Names:
    """The names of one region, from its new rules first: a door or a disease may be new, or gone."""

    before: RegionPolicy
    after: RegionPolicy

    def disease(self, code: str) -> str:
        """糖尿病（M01600）."""
        found = self.after.diseases.get(code) or self.before.diseases.get(code)
        return f"{found.name}（{code}）" if found else code

    def door(self, code: str) -> str:
        """The door's own name."""
        return _doors(self.after).get(code) or _doors(self.before).get(code) or code

    def county(self, code: str) -> str:
        """The county of the insurance (参保地医保区划), as the pack names it; the city itself for who is insured with the city."""
        if code == self.after.code:
            return f"{self.after.name}（未分区县）"
        named = self.after.counties.value if self.after.counties else {}
        return named.get(code, code or UNKNOWN)


def _doors(policy: RegionPolicy) -> dict[str, str]:
    return {stated.value.code: stated.value.name for stated in policy.doors}
