"""What is said when a command line is wrong, or when gouji is."""

from __future__ import annotations

import tempfile
import traceback
from collections.abc import Iterable
from difflib import get_close_matches

import typer

THEIR_FAULT = 2
OUR_FAULT = 3


def usage(error: typer.TyperException) -> str:
    """What is wrong with a command line, in Chinese, and what may have been meant."""
    match type(error).__name__:
        case "NoArgsIsHelpError":
            told = error.format_message()
        case "NoSuchOption":
            told = _no_such_option(error)
        case "MissingParameter":
            told = f"缺少{_parameter(error)}。用法见 --help。"
        case "BadParameter":
            told = f"{_parameter(error)}写得不对：{_reason(error)}"
        case "BadOptionUsage":
            told = f"选项 {getattr(error, 'option_name', '')} 后面缺一个值。"
        case _ if "No such command" in error.message:
            told = _no_such_command(error)
        case _:
            told = f"命令写得不对：{error.format_message()}"
    return told


def _no_such_option(error: typer.TyperException) -> str:
    """`possibilities` are prefix matches at best, so the options of the command are compared once more."""
    name: str = getattr(error, "option_name", "")
    command = getattr(getattr(error, "ctx", None), "command", None)
    options = [o for p in getattr(command, "params", ()) for o in p.opts]
    return f"没有选项 {name}。{meant(name, options)}"


def _no_such_command(error: typer.TyperException) -> str:
    name = error.message.split("'")[1] if "'" in error.message else ""
    commands = getattr(getattr(getattr(error, "ctx", None), "command", None), "commands", {})
    return f"没有命令 {name}。{meant(name, commands) or '可用的命令：' + '、'.join(commands) + '。'}"


def _parameter(error: typer.TyperException) -> str:
    parameter = getattr(error, "param", None)
    names = getattr(parameter, "opts", None) or [""]
    shown = names[0] if names[0].startswith("-") else "文件"
    return f"选项 {shown} " if shown.startswith("-") else f"{shown}"


def _reason(error: typer.TyperException) -> str:
    """Why a value is refused; ours are Chinese already, Typer's are told by their words."""
    message = error.message
    if "is not one of" in message:
        allowed = message.partition("is not one of")[2].strip(" .").replace("'", "").replace(", ", "、")
        return f"可用的值：{allowed}。"
    if "valid int" in message:
        return "这里要写一个整数。"
    if "not in the range" in message:
        return "这个数不在许可的范围里，见 --help。"
    return message


def meant(name: str, known: Iterable[str]) -> str:
    """`是不是想写 …？` with the nearest known names, or nothing."""
    near = get_close_matches(name, list(known), n=3, cutoff=0.5)
    return f"是不是想写 {'、'.join(near)}？" if near else ""


def record_fault(error: Exception) -> str:
    """Write the traceback to a file and say where it is and what to do with it."""
    told = "".join(traceback.format_exception(error))
    try:
        with tempfile.NamedTemporaryFile("w", prefix="gouji-", suffix=".txt", encoding="utf-8", delete=False) as kept:
            kept.write(told)
    except OSError:
        return f"gouji 自己出了错，不是报告的问题。请把下面的内容交给维护人员：\n{told}"
    advice = "请把它和所用的命令交给维护人员（里面可能有报告的个别字句，先看一眼）。"
    return f"gouji 自己出了错，不是报告的问题。经过记在 {kept.name}，{advice}"
