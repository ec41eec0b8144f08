"""The command loads only what a word needs, and says how it went by its exit code."""

import os
import subprocess
import sys

import pytest

from mantetong.config.command_line import WORDS, main

LIGHT = ["check", "read"]


def test_without_a_word_it_lists_them_and_fails(capsys):
    assert main([]) == 2
    assert "serve" in capsys.readouterr().err


def test_asked_for_help_it_lists_them(capsys):
    assert main(["--help"]) == 0
    said = capsys.readouterr().out
    assert [word for word in WORDS if word not in said] == []


def test_an_unknown_word_fails(capsys):
    assert main(["brew"]) == 2


@pytest.mark.parametrize("word", sorted(set(WORDS) - {"django"}))
def test_every_word_has_help(word, capsys):
    with pytest.raises(SystemExit) as ending:
        main([word, "--help"])

    assert ending.value.code == 0
    assert "usage" in capsys.readouterr().out


def test_every_word_can_be_asked_for_help_where_nothing_is_set_up(tmp_path):
    """In a process of its own: this one has opened the house long ago, and a shell has not."""
    program = (
        "import contextlib\nfrom mantetong.config.command_line import WORDS, main\n"
        "for word in sorted(set(WORDS) - {'django'}):\n    with contextlib.suppress(SystemExit):\n        main([word, '--help'])\n"
    )
    bare = {"PATH": os.environ["PATH"], "MANTETONG_HOME": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", program], check=False, capture_output=True, text=True, env=bare)

    assert done.stderr == ""
    assert [word for word in WORDS if word != "django" and f"usage: mantetong {word}" not in done.stdout] == []


@pytest.mark.parametrize("word", LIGHT)
def test_a_light_word_never_loads_django(word):
    program = f"import sys\nfrom mantetong.config.command_line import main\ntry:\n    main(['{word}', '--help'])\nexcept SystemExit:\n    pass\nprint('django' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout

    assert said.splitlines()[-1] == "False"
