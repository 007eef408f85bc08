//! Bringing in data from elsewhere: purchases, what the mall offers, what is sold, and codes of single pieces. Owns `imports` and `import_rows`, which hold how far an
//! import of purchases is; how files of CSV are read; and the words in which their lines are refused.

pub mod goods;
pub mod item_codes;
pub mod items;
pub mod purchases;
pub(super) mod records;
pub mod sheet;

use crate::store::table::{Rows, Table};

/// How the imports' own tables are proven.
pub const TABLES: &[Table] = &[
    Table {
        name: "imports",
        seal: Some(&purchases::SEAL),
        rows: Rows::Not("one is deleted when the same file is imported anew, which books nothing twice"),
        columns: &[],
    },
    Table {
        name: "import_rows",
        seal: Some(&purchases::ROWS),
        rows: Rows::Not("lines of a file on their way: what they book is proven, and they are gone then"),
        columns: &[],
    },
];
