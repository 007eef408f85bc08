//! Drawings that want to do something: each kind is refused, or what is kept of it does nothing.

use super::cleaned;

/// What stands inside `<svg xmlns=… xmlns:xlink=…>`, or before it where it begins so.
const HOSTILE: &[&str] = &[
    // Scripts, under every name.
    "<script>alert(1)</script>",
    "<SCRIPT>alert(1)</SCRIPT>",
    "<x:script xmlns:x=\"http://www.w3.org/2000/svg\">alert(1)</x:script>",
    "<script href=\"#a\"/>",
    "<script xlink:href=\"https://evil.example/x.js\"/>",
    "<h:script xmlns:h=\"http://www.w3.org/1999/xhtml\">alert(1)</h:script>",
    "<handler xmlns:ev=\"http://www.w3.org/2001/xml-events\" ev:event=\"load\">alert(1)</handler>",
    "<listener event=\"click\" handler=\"#a\"/>",
    // Attributes that run.
    "<rect onclick=\"alert(1)\"/>",
    "<rect ONMOUSEOVER=\"alert(1)\"/>",
    "<rect on&#99;lick=\"alert(1)\"/>",
    "<g\nonload\n=\n'alert(1)'/>",
    "<rect x=\"\"onfocus=\"alert(1)\" tabindex=\"1\"/>",
    "<animate onbegin=\"alert(1)\" attributeName=\"x\" dur=\"1s\"/>",
    "<svg onload=\"alert(1)\"/>",
    "<rect style=\"x:1\" onpointerrawupdate=\"alert(1)\"/>",
    // Animations that make such an attribute, or an address, of a harmless one.
    "<a><animate attributeName=\"href\" values=\"javascript:alert(1)\"/><text>x</text></a>",
    "<a><animate attributeName=\"xlink:href\" to=\"javascript:alert(1)\"/></a>",
    "<a><animate attributeName=\" HREF \" from=\"javascript:alert(1)\"/></a>",
    "<a><animate attributeName=\"&#104;ref\" values=\"javascript:alert(1)\"/></a>",
    "<a><set attributeName=\"href\" to=\"javascript:alert(1)\"/></a>",
    "<set attributeName=\"onmouseover\" to=\"alert(1)\"/>",
    "<set attributeName=\"on&#109;ouseover\" to=\"alert(1)\"/>",
    "<set attributeName='onclick' to='alert(1)'/>",
    "<animateTransform attributeName=\"onload\" to=\"alert(1)\"/>",
    "<use><animate attributeName=\"href\" values=\"https://evil.example/#x\"/></use>",
    "<rect><set attributeName=\"style\" to=\"background:url(https://evil.example)\"/></rect>",
    // Addresses.
    "<a href=\"javascript:alert(1)\"><text>x</text></a>",
    "<a href=\"&#x6A;avascript:alert(1)\"/>",
    "<a href=\" java&#9;script:alert(1)\"/>",
    "<a xlink:href=\"https://evil.example\"/>",
    "<a href=\"//evil.example\"/>",
    "<a href=\"/api/v1/me/close\"/>",
    "<image href=\"https://evil.example/x.png\"/>",
    "<image href=\"data:image/svg+xml,&lt;svg/&gt;\"/>",
    "<image xlink:href=\"data:text/html;base64,PHNjcmlwdD4=\"/>",
    "<use href=\"https://evil.example/x.svg#a\"/>",
    "<use xlink:href=\"data:application/xml;base64,PHN2Zz4=#a\"/>",
    "<feImage href=\"https://evil.example/x.png\"/>",
    "<rect fill=\"url(https://evil.example/a)\"/>",
    "<rect fill=\"url('//evil.example/a')\"/>",
    "<rect filter=\"u&#114;l(https://evil.example/a)\"/>",
    "<rect style=\"mask:url(https://evil.example/a)\"/>",
    "<rect cursor=\"url(https://evil.example/a),auto\"/>",
    "<mpath href=\"https://evil.example/p.svg#p\"/>",
    "<textPath href=\"https://evil.example/p.svg#p\">x</textPath>",
    "<g xml:base=\"https://evil.example/\"><use href=\"#a\"/></g>",
    // Styles.
    "<style>@import 'https://evil.example/x.css';</style>",
    "<style>@im&#112;ort 'https://evil.example/x.css';</style>",
    "<style>a{background:url(https://evil.example)}</style>",
    "<style><![CDATA[a{fill:url(https://evil.example)}]]></style>",
    "<style>a{background:\\75rl(https://evil.example)}</style>",
    "<style>@font-face{font-family:x;src:url(https://evil.example/f)}</style>",
    "<link xmlns=\"http://www.w3.org/1999/xhtml\" rel=\"stylesheet\" href=\"https://evil.example/x.css\"/>",
    // Other documents.
    "<foreignObject><body xmlns=\"http://www.w3.org/1999/xhtml\"><img src=\"x\" onerror=\"alert(1)\"/></body></foreignObject>",
    "<foreignobject/>",
    "<h:iframe xmlns:h=\"http://www.w3.org/1999/xhtml\" src=\"https://evil.example\"/>",
    "<h:embed xmlns:h=\"http://www.w3.org/1999/xhtml\" src=\"x\"/>",
    "<h:object xmlns:h=\"http://www.w3.org/1999/xhtml\" data=\"x\"/>",
    "<h:video xmlns:h=\"http://www.w3.org/1999/xhtml\"><h:source onerror=\"alert(1)\"/></h:video>",
    "<h:img xmlns:h=\"http://www.w3.org/1999/xhtml\" src=\"https://evil.example/pixel\"/>",
    "<h:meta xmlns:h=\"http://www.w3.org/1999/xhtml\" http-equiv=\"refresh\" content=\"0;url=https://evil.example\"/>",
    "<h:form xmlns:h=\"http://www.w3.org/1999/xhtml\" action=\"https://evil.example\"/>",
    "<h:base xmlns:h=\"http://www.w3.org/1999/xhtml\" href=\"https://evil.example\"/>",
    "<math xmlns=\"http://www.w3.org/1998/Math/MathML\"><maction actiontype=\"statusline\" xlink:href=\"javascript:alert(1)\"/></math>",
    "<title><h:script xmlns:h=\"http://www.w3.org/1999/xhtml\">alert(1)</h:script></title>",
    "<desc>&lt;script&gt;alert(1)&lt;/script&gt;</desc><metadata><script/></metadata>",
    // What stands before it.
    "<!DOCTYPE svg [<!ENTITY x \"<script>alert(1)</script>\">]>&x;",
    "<!DOCTYPE svg [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>&x;",
    "<!DOCTYPE svg [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;\">]>&c;",
    "<?xml-stylesheet href=\"https://evil.example/x.css\"?>",
    "<?xml-stylesheet type=\"text/xsl\" href=\"#x\"?>",
];

fn whole(part: &str) -> String {
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\">";
    match part.rsplit_once("]>") {
        Some((before, rest)) if part.starts_with("<!") => format!("{before}]>{svg}{rest}</svg>"),
        _ if part.starts_with("<?") => format!("{part}{svg}<path d=\"M0 0\"/></svg>"),
        _ => format!("{svg}{part}<path d=\"M0 0\"/></svg>"),
    }
}

/// Attributes of a text that is XML and was written by a program: each name stands after a space and before `="`.
fn attributes(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut parts = text.split("=\"").peekable();
    std::iter::from_fn(move || {
        let before = parts.next()?;
        let after = parts.peek()?;
        let name = before.rsplit([' ', '\n']).next()?;
        Some((name, after.split('"').next()?))
    })
}

#[track_caller]
fn does_nothing(clean: &str, of: &str) {
    for sign in
        ["<script", "foreignobject", "<!", "<?xml-", "evil", "@import", "<h:", "iframe", "xhtml", "<image", "\\"]
    {
        assert!(!clean.to_ascii_lowercase().contains(sign), "{sign} is left of {of}: {clean}");
    }
    for (name, value) in attributes(clean) {
        let (name, value) = (name.to_ascii_lowercase(), value.to_ascii_lowercase());
        assert!(!name.rsplit(':').next().unwrap().starts_with("on"), "{name} is left of {of}: {clean}");
        if name.ends_with("href") {
            assert!(value.starts_with('#'), "{name}={value} is left of {of}");
        }
        let tame = name != "attributename" || !(value.contains("href") || value.contains("on") || value == "style");
        assert!(tame, "{name}={value} is left of {of}");
        assert!(!value.contains("url(") || value.contains("url(#"), "{name}={value} is left of {of}");
    }
}

#[test]
fn a_drawing_that_wants_to_do_something_is_refused_or_does_nothing_any_more() {
    let mut refused = 0;
    for part in HOSTILE {
        match cleaned(&whole(part)) {
            Err(why) => {
                assert!(why.contains(';'), "{why}: what is wrong and what to do");
                refused += 1;
            }
            Ok(clean) => does_nothing(&clean, part),
        }
    }
    println!("{} hostile drawings: {refused} refused, {} tamed", HOSTILE.len(), HOSTILE.len() - refused);
    assert!(HOSTILE.len() >= 60 && refused > 40);
}

#[test]
fn in_other_encodings_nothing_hides() {
    let script = whole("<script>alert(1)</script>");
    let sixteen: Vec<u8> = script.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert!(crate::pictures::Picture::of("a.svg", [&[0xff, 0xfe], &sixteen[..]].concat()).is_err());
    for name in ["utf-7", "utf-16", "iso-2022-jp", "gbk"] {
        let tricky = format!(
            "<?xml version=\"1.0\" encoding=\"{name}\"?>{}",
            whole("+ADw-script+AD4-alert(1)+ADw-/script+AD4-")
        );
        if let Ok(clean) = cleaned(&tricky) {
            assert!(clean.contains("encoding=\"utf-8\"") && !clean.contains(name), "{clean}");
        }
    }
    assert!(cleaned(&format!("{}<svg/>", whole(""))).is_err(), "two documents");
    assert!(cleaned("<svg><path/></svg>").is_err(), "of no namespace");
    assert!(cleaned("<svg xmlns=\"http://www.w3.org/2000/svg\">").is_err(), "without an end");
}
