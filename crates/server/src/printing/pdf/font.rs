//! Fonts inside a PDF: of each what stands on the sheets and no more, and a table by which text can be found and copied.

use super::{Numbers, deflated};
use crate::printing::NotPrintable;
use crate::printing::fonts::{Font, Fonts};
use crate::printing::paper::{Shape, Sheet};
use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Filter, Finish, Name, Pdf, Rect, Ref, Str};
use std::collections::BTreeMap;
use subsetter::GlyphRemapper;
use ttf_parser::{Face, GlyphId, RawFace, Tag};

const INFO: SystemInfo<'_> = SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };
const IDENTITY: Name<'_> = Name(b"Identity-H");

/// A font of the document.
pub struct Embedded {
    /// Which one of the sheet's fonts.
    pub of: usize,
    pub id: Ref,
    /// As pages call it.
    pub name: String,
    numbers: GlyphRemapper,
}

impl Embedded {
    /// The number that a glyph has in what was embedded of its font.
    pub fn number(&self, glyph: u16) -> u16 {
        self.numbers.get(glyph).unwrap_or_default()
    }
}

/// Puts in every font that the sheets use.
pub fn embed(
    pdf: &mut Pdf,
    numbers: &mut Numbers,
    sheets: &[Sheet],
    fonts: &Fonts,
) -> Result<Vec<Embedded>, NotPrintable> {
    let one = |(of, glyphs): (usize, BTreeMap<u16, char>)| {
        let font = fonts.get(of)?;
        let mut remapper = GlyphRemapper::new();
        for glyph in glyphs.keys() {
            remapper.remap(*glyph);
        }
        let written = write(pdf, numbers, font, &glyphs, &remapper);
        let failed = |why| NotPrintable::Font { name: font.name.clone(), why };
        Some(written.map(|id| Embedded { of, id, name: format!("F{of}"), numbers: remapper }).map_err(failed))
    };
    used(sheets).into_iter().filter_map(one).collect()
}

/// Of each font the glyphs that stand somewhere, and which character each is.
fn used(sheets: &[Sheet]) -> BTreeMap<usize, BTreeMap<u16, char>> {
    let mut used: BTreeMap<usize, BTreeMap<u16, char>> = BTreeMap::new();
    for shape in sheets.iter().flat_map(|sheet| &sheet.shapes) {
        let Shape::Text { line, .. } = shape else { continue };
        for glyph in &line.glyphs {
            used.entry(glyph.font).or_default().entry(glyph.id).or_insert(glyph.character);
        }
    }
    used
}

fn write(
    pdf: &mut Pdf,
    numbers: &mut Numbers,
    font: &Font,
    glyphs: &BTreeMap<u16, char>,
    remapper: &GlyphRemapper,
) -> Result<Ref, String> {
    let face = font.face().ok_or("it cannot be read")?;
    let (bytes, index) = font.file();
    let subset = subsetter::subset(bytes, index, remapper).map_err(|error| error.to_string())?;
    // PostScript outlines travel without the file around them.
    let bare = RawFace::parse(&subset, 0).ok().and_then(|raw| raw.table(Tag::from_bytes(b"CFF ")));
    let [whole, cid, descriptor, table, file] = std::array::from_fn(|_| numbers.another());
    let name = format!("{}+{}", tag(glyphs), font.postscript);
    let is_bare = bare.is_some();
    let whole_name = if is_bare { format!("{name}-Identity-H") } else { name.clone() };
    pdf.type0_font(whole)
        .base_font(Name(whole_name.as_bytes()))
        .encoding_predefined(IDENTITY)
        .descendant_font(cid)
        .to_unicode(table);
    describe(pdf, [cid, descriptor, file], &name, font, &face, is_bare, remapper);
    let mut characters: UnicodeCmap = UnicodeCmap::new(Name(b"Shuke"), INFO);
    for (glyph, character) in glyphs {
        characters.pair(remapper.get(*glyph).unwrap_or_default(), *character);
    }
    let characters = deflated(&characters.finish());
    pdf.cmap(table, &characters).filter(Filter::FlateDecode);
    let packed = deflated(bare.unwrap_or(&subset));
    let mut stream = pdf.stream(file, &packed);
    stream.filter(Filter::FlateDecode);
    if is_bare {
        stream.pair(Name(b"Subtype"), Name(b"CIDFontType0C"));
    }
    stream.finish();
    Ok(whole)
}

fn describe(
    pdf: &mut Pdf,
    [cid, descriptor, file]: [Ref; 3],
    name: &str,
    font: &Font,
    face: &Face<'_>,
    is_bare: bool,
    remapper: &GlyphRemapper,
) {
    // A PDF measures in thousandths of the size.
    let scale = 1000.0 / f32::from(face.units_per_em());
    let scaled = |units: i16| f32::from(units) * scale;
    let mut cid_font = pdf.cid_font(cid);
    cid_font.subtype(if is_bare { CidFontType::Type0 } else { CidFontType::Type2 });
    cid_font.base_font(Name(name.as_bytes())).system_info(INFO).font_descriptor(descriptor).default_width(0.0);
    if !is_bare {
        cid_font.cid_to_gid_map_predefined(Name(b"Identity"));
    }
    let width = |glyph| f32::from(face.glyph_hor_advance(GlyphId(glyph)).unwrap_or_default()) * scale;
    cid_font.widths().consecutive(0, remapper.remapped_gids().map(width));
    cid_font.finish();
    let bounds = face.global_bounding_box();
    let mut described = pdf.font_descriptor(descriptor);
    described
        .name(Name(name.as_bytes()))
        .flags(FontFlags::SYMBOLIC)
        .bbox(Rect::new(scaled(bounds.x_min), scaled(bounds.y_min), scaled(bounds.x_max), scaled(bounds.y_max)))
        .italic_angle(0.0)
        .ascent(scaled(face.ascender()))
        .descent(scaled(face.descender()))
        .cap_height(scaled(face.capital_height().unwrap_or(face.ascender())))
        .stem_v(10.0 + 0.244 * (f32::from(font.weight) - 50.0));
    if is_bare {
        described.font_file3(file)
    } else {
        described.font_file2(file)
    };
}

/// Six capitals by which two parts of one font are told apart, made of what is in it.
fn tag(glyphs: &BTreeMap<u16, char>) -> String {
    let mix = |sum: u64, glyph: &u16| sum.wrapping_mul(0x0100_0000_01b3) ^ u64::from(*glyph);
    let mut sum = glyphs.keys().fold(0xcbf2_9ce4_8422_2325, mix);
    let letter = |_| {
        let letter = u8::try_from(sum % 26).unwrap_or_default();
        sum /= 26;
        char::from(b'A' + letter)
    };
    (0..6).map(letter).collect()
}
