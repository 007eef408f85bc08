//! Sheets as PDF: a page each, with the fonts that they use in it, cut down to the characters that stand there.

mod font;

use super::fonts::Fonts;
use super::paper::{Area, PAPER, Paint, Shape, Sheet, Step};
use super::{Language, NotPrintable};
use font::Embedded;
use pdf_writer::{Content, Filter, Finish, Name, Pdf, Rect, Ref, Str, TextStr};
use std::io::{self, Write as _};

/// Points of a PDF in a millimetre.
const POINT: f32 = 72.0 / 25.4;

/// Gives the numbers of the document's objects.
#[derive(Default)]
struct Numbers(i32);

impl Numbers {
    fn another(&mut self) -> Ref {
        self.0 += 1;
        Ref::new(self.0)
    }
}

pub fn pdf(sheets: &[Sheet], fonts: &Fonts, title: &str, language: Language) -> Result<Vec<u8>, NotPrintable> {
    let (mut pdf, mut numbers) = (Pdf::new(), Numbers::default());
    let (catalog, info, tree) = (numbers.another(), numbers.another(), numbers.another());
    let mut catalog = pdf.catalog(catalog);
    catalog.pages(tree).lang(TextStr(if language == Language::En { "en" } else { "zh-CN" }));
    catalog.viewer_preferences().display_doc_title(true);
    catalog.finish();
    pdf.document_info(info).title(TextStr(title)).creator(TextStr("Shuke"));
    let embedded = font::embed(&mut pdf, &mut numbers, sheets, fonts)?;
    let pages: Vec<Ref> = sheets.iter().map(|sheet| page(&mut pdf, &mut numbers, tree, sheet, &embedded)).collect();
    let count = i32::try_from(pages.len()).unwrap_or(i32::MAX);
    pdf.pages(tree).kids(pages).count(count);
    Ok(pdf.finish())
}

fn page(pdf: &mut Pdf, numbers: &mut Numbers, tree: Ref, sheet: &Sheet, fonts: &[Embedded]) -> Ref {
    let (id, contents) = (numbers.another(), numbers.another());
    let mut content = Content::new();
    sheet.shapes.iter().for_each(|shape| draw(&mut content, shape, fonts));
    let drawn = deflated(&content.finish());
    pdf.stream(contents, &drawn).filter(Filter::FlateDecode);
    let mut page = pdf.page(id);
    page.media_box(rect(PAPER)).parent(tree).contents(contents);
    // A print house cuts by these where a page is one card; several are cut by their marks.
    if let [card] = sheet.cards.as_slice() {
        page.trim_box(rect(card.area)).bleed_box(rect(card.area.inset(-card.bleed)));
    }
    let mut resources = page.resources();
    let mut named = resources.fonts();
    for font in fonts {
        named.pair(Name(font.name.as_bytes()), font.id);
    }
    named.finish();
    resources.finish();
    page.finish();
    id
}

fn across(x: f32) -> f32 {
    x * POINT
}

/// A PDF counts upwards from the lower edge.
fn up(y: f32) -> f32 {
    (PAPER.height - y) * POINT
}

fn rect(area: Area) -> Rect {
    Rect::new(across(area.x), up(area.bottom()), across(area.right()), up(area.y))
}

fn draw(content: &mut Content, shape: &Shape, fonts: &[Embedded]) {
    match shape {
        Shape::Fill { outline, paint } => {
            fill(content, *paint);
            for step in outline {
                follow(content, *step);
            }
            content.fill_nonzero();
        }
        Shape::Text { line, left, baseline, size, paint } => {
            fill(content, *paint);
            let mut at = *left;
            for run in line.glyphs.chunk_by(|one, next| one.font == next.font) {
                let font = run.first().and_then(|glyph| fonts.iter().find(|font| font.of == glyph.font));
                if let Some(font) = font {
                    let ids: Vec<u8> = run.iter().flat_map(|glyph| font.number(glyph.id).to_be_bytes()).collect();
                    content.begin_text().set_font(Name(font.name.as_bytes()), size * POINT);
                    content.next_line(across(at), up(*baseline)).show(Str(&ids)).end_text();
                }
                at += run.iter().map(|glyph| glyph.advance * size).sum::<f32>();
            }
        }
    }
}

fn fill(content: &mut Content, paint: Paint) {
    match paint {
        Paint::Black => content.set_fill_gray(0.0),
        Paint::White => content.set_fill_gray(1.0),
        Paint::Colour(channels) => {
            let [red, green, blue] = channels.map(|channel| f32::from(channel) / 255.0);
            content.set_fill_rgb(red, green, blue)
        }
    };
}

fn follow(content: &mut Content, step: Step) {
    match step {
        Step::Move(x, y) => content.move_to(across(x), up(y)),
        Step::Line(x, y) => content.line_to(across(x), up(y)),
        Step::Curve([x1, y1, x2, y2, x, y]) => {
            content.cubic_to(across(x1), up(y1), across(x2), up(y2), across(x), up(y))
        }
        Step::Close => content.close_path(),
    };
}

fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    // Writing to memory does not fail.
    let done: io::Result<Vec<u8>> = encoder.write_all(bytes).and_then(|()| encoder.finish());
    done.unwrap_or_default()
}
