//! U+0000 in an address, which PostgreSQL stores in no text: none comes in, whatever the endpoint does with it. In a body
//! `plain` finds it.

use super::answer;
use crate::Error;
use axum::http::Uri;
use shuke_contract::{ErrorCode, Problem};

/// In an address it is `%00`, which stands for nothing else.
///
/// # Errors
/// [`ErrorCode::NotFound`] in the path, [`ErrorCode::InvalidFields`] in the query string.
pub fn not_in_address(uri: &Uri) -> Result<(), Error> {
    if uri.path().contains("%00") {
        return Err(answer::not_found());
    }
    if uri.query().is_some_and(|query| query.contains("%00")) {
        let problem = Problem::new(ErrorCode::InvalidFields, "The query string holds U+0000.");
        return Err(problem.field("query", "holds U+0000, which no text may").into());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nul_is_found_wherever_it_stands_and_only_where_one_stands() {
        let url = |text: &str| not_in_address(&text.parse().unwrap());
        assert!(url("/a/%2500?x=%2500").is_ok());
        assert_eq!(url("/a/x%00").unwrap_err().problem().status, 404);
        assert_eq!(url("/a?x=1&%00=2").unwrap_err().problem().status, 422);
    }
}
