//! The page on which members and guests scan. Owns nothing else: what a code holds the app says itself (`rules::scanned`), and what it leads to is
//! another feature's.

use crate::drawing::Drawn;
use crate::feature::Feature;
use shuke_face::Page;
use shuke_face::pages::scan::page_whole;

pub const FEATURE: Feature = Feature {
    pages: &[Drawn { page: Page::Scan, draw: |drawing| drawing.alone(page_whole) }],
    ..Feature::named("scan")
};
