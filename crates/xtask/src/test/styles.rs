//! Whether a page brings the style of all that is drawn on it: a class that the sheet of all parts knows must be known to what stands in the page
//! itself, or it would look otherwise until that sheet has come.

use std::collections::BTreeSet;

/// Classes that a page draws and `all` knows, but no style of the page.
pub fn lacking(page: &str, all: &str) -> Vec<String> {
    let styles = styles(page);
    let (all, own) = (known(all), known(&styles));
    let lacks = |class: &&str| all.contains(*class) && !own.contains(*class);
    drawn(page).into_iter().filter(lacks).map(str::to_owned).collect()
}

/// What stands in the page's `<style>` elements.
fn styles(page: &str) -> String {
    page.split("<style").skip(1).filter_map(|style| Some(style.split_once('>')?.1.split_once("</style>")?.0)).collect()
}

/// The classes that selectors of a sheet name.
fn known(sheet: &str) -> BTreeSet<&str> {
    let Some((rules, _)) = sheet.rsplit_once('{') else { return BTreeSet::new() };
    let selectors = rules.split('{').filter_map(|before| before.rsplit(['}', ';']).next());
    let classes = selectors.flat_map(|selector| selector.split('.').skip(1));
    let names = classes.filter_map(|rest| rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').next());
    names.filter(|name| name.starts_with(|c: char| c.is_ascii_alphabetic())).collect()
}

/// The classes of what stands in `#app`.
fn drawn(page: &str) -> BTreeSet<&str> {
    let app = page.split_once("<div id=\"app\">").map_or("", |(_, app)| app);
    let app = app.split_once("<main id=\"too-old\"").map_or(app, |(app, _)| app);
    let attributes = app.split(" class=\"").skip(1).filter_map(|rest| rest.split('"').next());
    attributes.flat_map(str::split_whitespace).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_lacks_what_it_draws_and_only_the_sheet_of_all_parts_knows() {
        let page = "<style>.a{top:.5rem}</style><style data-part=\"mall\">@media (width>1px){.b>.c,p.d:has(.e){left:0}}</style>\
            <div id=\"app\"><p class=\"a f\"></p><p class=\"d g\"></p></div><main id=\"too-old\" class=\"h\">";
        assert_eq!(lacking(page, ".f .a{top:0}.h{top:1px;left:.5rem}@media print{.d{top:0}}"), ["f"]);
        let styles = styles(page);
        assert_eq!(known(&styles).into_iter().collect::<Vec<_>>(), ["a", "b", "c", "d", "e"]);
    }
}
