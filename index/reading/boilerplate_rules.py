"""The table of lines that are not part of an article, as they end up in saved copies.

Each rule is held against one paragraph at a time, in full: one of its forms must account for the
whole paragraph, so that an article *about* cookies, shares or subscriptions keeps its sentences.
Forms see the paragraph folded by ``boilerplate.fold``: lower case, straight quotation marks, single
spaces, no outer white space.

``examples`` are tagged and ``spared`` are not; the tests check both for every rule.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum


class Reach(Enum):
    """How far a rule's evidence reaches."""

    PARAGRAPH = "this paragraph only"
    LINKS = "this paragraph and the list of headlines under it"
    FORM = "part of a comment form: see boilerplate"


@dataclass(frozen=True, slots=True)
class Rule:
    """A named kind of boilerplate."""

    name: str
    pattern: re.Pattern[str]
    examples: tuple[str, ...]
    spared: tuple[str, ...]
    reach: Reach = Reach.PARAGRAPH


def _any_of(*forms: str) -> re.Pattern[str]:
    return re.compile("|".join(forms))


_NETWORK = (
    r"(?:facebook|twitter|x|whatsapp|linkedin|reddit|telegram|pinterest|tumblr|pocket|mastodon"
    r"|bluesky|threads|instagram|youtube|flipboard|e-?mail|print|copy link)"
)
_SHARE = r"(?:share|tweet|print|e-?mail)"
_SITE = r"(?:web)?site"

RULES: tuple[Rule, ...] = (
    Rule(
        "comment form",
        _any_of(
            r"leave a (?:reply|comment)(?: cancel reply)?",
            r"(?:post|add|write) a (?:comment|reply)",
            r"join the (?:conversation|discussion)",
            r"have your say",
        ),
        examples=("Leave a Reply", "Leave a comment", "Leave a Reply Cancel reply"),
        spared=("Leave a reply on his desk, she told the clerk.",),
        reach=Reach.FORM,
    ),
    Rule(
        "comment form field",
        _any_of(
            r"fill in your details below or click an icon to log in:?.*",
            r"you are commenting using your .{0,40}account\.?.*",
            r"your e-?mail address will not be published\.?(?: required fields are marked \*?)?",
            r"required fields are marked \*?",
            r"enter your comment here\.*",
            r"(?:name|e-?mail|website|comment|your name|your e-?mail) ?\*",
            r"post comment|submit comment|cancel reply|log out ?/? ?\(? ?change ?\)?",
            r"save my name, e-?mail,? and website in this browser.*",
            r"notify me of (?:new|follow-?up) (?:comments|posts) (?:by|via) e-?mail\.?",
            r"connecting to %s",
        ),
        examples=(
            "Fill in your details below or click an icon to log in: Logo",
            "You are commenting using your account. Log Out /  Change )",
            "Your email address will not be published. Required fields are marked *",
            "Notify me of new comments via email.",
            "Connecting to %s",
            "Name *",
        ),
        spared=("Your email address will be read out in court, the judge said.",),
        reach=Reach.FORM,
    ),
    Rule(
        "profile picture",
        _any_of(r"(?:google|twitter|facebook|gravatar|wordpress\.com)\+? (?:photo|picture|logo)"),
        examples=("Google photo", "Twitter picture", "WordPress.com Logo"),
        spared=("Facebook pictures of the quay",),
    ),
    Rule(
        "comment count",
        _any_of(
            r"(?:no|one|\d[\d,.]*) (?:comments?|responses?|replies)(?: (?:on|to) .{1,120})?",
            r"\d[\d,.]* thoughts? on .{1,160}",
            r"(?:view|show|see|read) (?:all )?(?:\d+ )?comments",
            r"comments are (?:now )?closed\.?",
            r"comments(?: \(\d+\))?",
        ),
        examples=("3 Comments", "12 thoughts on “Ferries Stay in Port”", "Comments are closed."),
        spared=("No comments were made on Monday.", "Comments by the minister drew laughter."),
    ),
    Rule(
        "share button",
        _any_of(
            rf"(?:click to )?{_SHARE}(?: this(?: article| story| post| page)?)?"
            rf"(?: (?:on|via|to|with) (?:a friend|{_NETWORK}))?(?: \(opens in new window\))?:?",
            r"(?:like|like this|pin|post|spread the word|save for later|listen to this article):?",
            r"(?:like )?loading\.*",
            rf"{_NETWORK}",
            rf"(?:(?:{_SHARE}|{_NETWORK})[ |/·•,]+){{1,12}}(?:more|{_SHARE}|{_NETWORK})",
        ),
        examples=(
            "Share this:",
            "Click to share on Facebook (Opens in new window)",
            "Facebook Twitter WhatsApp Email",
            "Like Loading...",
        ),
        spared=("Share prices fell on Monday", "Like this ferry, others are late."),
    ),
    Rule(
        "follow us",
        _any_of(
            r"(?:please )?(?:follow|like|find|join) (?:us|our \w+) (?:on|at) .{1,60}",
            r"follow (?:\w[\w.'-]* ){0,8}on (?:twitter|x|facebook|instagram|mastodon|bluesky)"
            r"(?: at|:)? ?@\S{1,40}",
            r"follow @\w{1,40}\.?",
            r"twitter: @\w{1,40}\.?",
        ),
        examples=(
            "Follow us on Twitter",
            "Follow Ana Brandt on Twitter @anabrandt.",
            "Follow @amselcourier",
        ),
        spared=("Follow Brandt on her way to the quay.",),
    ),
    Rule(
        "newsletter",
        _any_of(
            r"(?:sign up|subscribe)(?: now| here| today)? (?:for|to) (?:our|the|this|my) "
            r"(?:[\w'-]+ ){0,6}(?:newsletters?|mailing list|briefing|alerts|podcast|blog|channel)"
            r"(?: [^\"]{0,60})?",
            r"subscribe(?: now| today)?",
            r"sign up(?: now| here)?",
            r"newsletter(?: sign-?up)?s?",
            r"enter your e-?mail address to (?:follow|subscribe).{0,120}",
            r"get (?:our|the) [^\"]{1,60} (?:in|to) your inbox\.?[^\"]{0,60}",
            r"join \d[\d,.]* other (?:followers|subscribers)\.?",
        ),
        examples=(
            "Sign up for our morning newsletter",
            "Subscribe to our newsletter and never miss a story.",
            "Enter your email address to follow this blog and receive new posts by email.",
        ),
        spared=("Subscribe to that view and you will drown, she said.",),
    ),
    Rule(
        "cookie notice",
        _any_of(
            rf"(?:privacy (?:&|and) cookies: )?(?:this {_SITE} uses|we use|our {_SITE} uses)"
            r" cookies (?:to|for|and|on|so|in)\b[^\"]{0,280}",
            r"(?:accept|reject|allow|manage)(?: all)? cookies",
            r"cookie (?:settings|policy|preferences|notice)",
            r"manage (?:consent|preferences)",
            rf"by continuing to use this {_SITE}, you (?:agree|consent).{{0,160}}",
        ),
        examples=(
            "We use cookies to give you the best experience on our website.",
            "Accept all cookies",
            "Privacy & Cookies: This site uses cookies and other things.",
        ),
        spared=(
            "“We use cookies to lure the gulls,” said the baker of Port Amsel.",
            "We use cookies to lure the gulls, “and it works”, the baker said.",
        ),
    ),
    Rule(
        "advertisement",
        _any_of(
            r"advertisements?|advertising|ad",
            r"(?:sponsored|promoted)(?: content| links| by)?",
            r"(?:article|story|content) continues (?:below|after)(?: (?:this )?(?:advert\w*|ad))?",
            r"continue reading (?:below|the main story)",
            r"skip ad(?:vertisement)?|report this ad",
            r"scroll (?:down )?to continue",
        ),
        examples=("ADVERTISEMENT", "Story continues below advertisement", "Report this ad"),
        spared=("Advertising brought the ferry company little.",),
    ),
    Rule(
        "related links",
        _any_of(
            r"related(?: (?:articles?|stor(?:y|ies)|posts?|topics?|links?|content|coverage))?:?",
            r"you (?:may|might) (?:also )?(?:like|be interested in):?",
            r"recommended(?: for you| reading)?:?",
            r"(?:most|more) (?:read|popular|viewed|stories|news|headlines):?",
            r"trending(?: now)?|popular posts|recent (?:posts|comments)|top stories",
            r"editor'?s'? picks?|further reading:?",
            r"(?:read (?:more|next|also)|see also|more like this|what to read next):?",
            r"more (?:from|in|on) [\w' ]{1,40}:?",
        ),
        examples=("Related", "You may also like:", "More from The Amsel Courier", "Most read"),
        spared=("Related claims were dropped.", "More from him was not to be heard."),
        reach=Reach.LINKS,
    ),
    Rule(
        "related headline",
        _any_of(
            r"(?:related(?: article| story| stories)?|read (?:more|also|next)|see also|also read"
            r"|more on this(?: story)?|recommended) ?[:|] ?[^\"]{1,140}[^\".!?…]"
        ),
        examples=("Related: Ferry Strike Enters Third Week", "READ MORE: Who owns the quay"),
        spared=("Read more: that was all the teacher had to say.",),
    ),
    Rule(
        "navigation",
        _any_of(
            r"skip to (?:main |primary )?(?:content|navigation)",
            r"(?:main |site |toggle |post )?(?:menu|navigation)",
            r"toggle (?:search|sidebar)|search(?: for:?| this site)?|close(?: menu)?|home",
            r"(?:back|return|scroll) to (?:the )?top|top|up ↑|↑ ?(?:up|top)",
            r"(?:previous|next|older|newer) (?:post|article|story|page)s?(?: ?[:→»][^\"]{0,140})?",
            r"[←«] ?(?:previous|older|back)[^\"]{0,140}",
            r"(?:next|newer)[^\"]{0,140} ?[→»]",
            r"home ?[>»/›|] ?[^\"]{1,120}",
            r"page \d+ of \d+|view (?:all|more)|load more|show more",
        ),
        examples=("Skip to content", "Up ↑", "Home > News > Harbour", "← Previous post"),
        spared=("Home was where the strike began.", "Top officials met."),
    ),
    Rule(
        "log in",
        _any_of(
            r"(?:log|sign) ?(?:in|out|up)"
            r"(?: ?[|/·] ?(?:(?:log|sign) ?(?:in|out|up)|register|subscribe)){0,3}",
            r"register|my account|create (?:an )?account",
            r"already (?:have an account|a (?:member|subscriber))\? ?(?:log|sign) in\.?",
        ),
        examples=("Log in", "Sign in / Register", "Already have an account? Log in."),
        spared=("Sign in the window: closed.",),
    ),
    Rule(
        "site builder",
        _any_of(
            r"(?:create|build|start) (?:a|your)(?: own| free)? (?:website|blog|site)"
            r"(?: (?:or blog )?(?:at|with)\b[^\"]{0,60})?",
            r"blog at .{1,40}|get started",
            r"(?:proudly )?powered by .{1,40}",
            r"%d bloggers like this:?",
            r"theme: .{1,60} by .{1,40}",
        ),
        examples=(
            "Create a free website or blog at",
            "Create your website with",
            "%d bloggers like this:",
            "Get started",
        ),
        spared=("Create a free port, the minister said, and ships will come.",),
    ),
    Rule(
        "author's website",
        _any_of(r"(?:please )?visit (?:my|our|his|her) (?:web ?site|blog|homepage)\b[^\"]{0,160}"),
        examples=("VISIT MY WEBSITE: (Home – Ana Brandt). Contact at",),
        spared=("Visit my mother, she begged.",),
    ),
    Rule(
        "copyright",
        _any_of(
            r"(?:©|\(c\)|copyright)(?: ©| \(c\))? ?\d{4}[^\"]{0,120}",
            r"[^\"]{0,80}\ball rights reserved\b[^\"]{0,120}",
            r"terms (?:of (?:use|service)|and conditions)|privacy policy|contact us|about us",
        ),
        examples=("© 2031 The Amsel Courier. All rights reserved.", "Privacy Policy"),
        spared=("Copyright law is a stranger to the quay.",),
    ),
    Rule(
        "picture credit",
        _any_of(
            r"\(?(?:photo|photograph|image|picture|illustration)s?"
            r"(?: credit| by| courtesy(?: of)?)? ?[:/] ?[\w .,/&'-]{2,70}\)?",
            r"getty(?: images)?\.?",
        ),
        examples=("Photo: Jo Lund / Amsel Pictures", "(Image: Harbour Office)", "Getty Images"),
        spared=("Photo: “I saw it all,” says the boy.",),
    ),
    Rule(
        "style sheet",
        _any_of(
            r"[.#@][\w-][\w\s.,#:>()-]{0,120}\{[^\"]{0,160}",
            r"[{}]+\.?",
            r"(?:width|height|margin|padding|color|background|border|display|position|float|font"
            r"|top|left|right|bottom|max-width|min-width|text-align|line-height|z-index|overflow)"
            r"(?:-[a-z]+)* ?: ?[^;\"]{1,60};\.?",
        ),
        examples=(".story-box {", "margin-top: 10px;", "}"),
        spared=("Left: the quay. Right: the ferry.",),
    ),
    Rule(
        "no words",
        _any_of(r"[\W_]+"),
        examples=("* * *", "___.", "~~~~~"),
        spared=("“…no”",),
    ),
)
