//! Bringing in data from elsewhere: purchases, and what the mall offers. Owns `imports` and `import_rows`, which hold how far an
//! import of purchases is; how files of CSV are read; and the words in which their lines are refused.

pub mod items;
pub mod purchases;
mod records;
