//! Lines of CSV for people who open them in a spreadsheet.

/// The first line, which names the columns. It begins with the mark by which Excel knows UTF-8; what reads files of ours takes it.
pub fn head<S: AsRef<str>>(names: impl IntoIterator<Item = S>) -> String {
    format!("\u{feff}{}", line(names))
}

/// One line, without its end. A cell that a spreadsheet would run as a formula begins with an apostrophe instead.
pub fn line<S: AsRef<str>>(cells: impl IntoIterator<Item = S>) -> String {
    cells.into_iter().map(|one| cell(one.as_ref())).collect::<Vec<_>>().join(",")
}

fn cell(text: &str) -> String {
    // Some programs drop what is blank before they look for a formula.
    let runs = text.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    let text = if runs || text.starts_with(['\t', '\r', '\n']) { format!("'{text}") } else { text.to_owned() };
    if text.contains(['"', ',', '\r', '\n']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_where_they_must_and_no_cell_is_a_formula() {
        assert_eq!(line(["a", "b,c", "say \"hi\"", ""]), "a,\"b,c\",\"say \"\"hi\"\"\",");
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "＝1"] {
            assert!(line([formula]).trim_start_matches('"').starts_with('\''), "{formula}");
        }
        assert_eq!(line(["1-2"]), "1-2");
    }
}
