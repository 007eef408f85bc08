//! The schema as the database has it, held against what the migrations of this version make of nothing: what is missing, what is too much, what
//! is another. Knows no table.

use super::migrate::Migrations;
use super::open::SQLITE;
use super::{Conn, Store, Writer};
use crate::Error;
use chrono::DateTime;
use sqlx::{AnyConnection, Connection, Executor};
use std::collections::BTreeMap;

/// Everything but the tables and indexes that SQLite makes by itself. A trigger or a view it never makes, whatever one is called.
const OF_SQLITE: &str = r"SELECT type, name, COALESCE(sql, '') FROM sqlite_master
    WHERE name NOT LIKE 'sqlite\_%' ESCAPE '\' OR type NOT IN ('table', 'index')
    UNION ALL SELECT 'column', m.name || '.' || c.name, c.type || CASE c.[notnull] WHEN 0 THEN '' ELSE ' NOT NULL' END
        || CASE WHEN c.dflt_value IS NULL THEN '' ELSE ' DEFAULT ' || c.dflt_value END
        || CASE c.pk WHEN 0 THEN '' ELSE ' PRIMARY KEY' END
    FROM sqlite_master m JOIN pragma_table_xinfo(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite\_%' ESCAPE '\'";

/// What lies in the schema `$1`, but what belongs to an extension.
const OF_POSTGRES: &str = "
    WITH relations AS (
        SELECT c.oid, c.relname, c.relkind, c.relrowsecurity FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1
        AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e'))
    SELECT CASE relkind WHEN 'r' THEN 'table' WHEN 'p' THEN 'table' WHEN 'S' THEN 'sequence' ELSE 'view' END,
        CAST(relname AS TEXT), '' FROM relations WHERE relkind IN ('r', 'p', 'f', 'v', 'm', 'S')
    UNION ALL SELECT 'column', c.relname || '.' || a.attname, format_type(a.atttypid, a.atttypmod)
        || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END || COALESCE(' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid), '')
        FROM relations c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum WHERE c.relkind IN ('r', 'p')
    UNION ALL SELECT 'constraint', c.relname || '.' || k.conname, pg_get_constraintdef(k.oid)
        FROM relations c JOIN pg_constraint k ON k.conrelid = c.oid WHERE k.contype <> 'n'
    UNION ALL SELECT 'index', CAST(c.relname AS TEXT), pg_get_indexdef(c.oid)
        || CASE WHEN i.indisvalid THEN '' ELSE ' INVALID' END
        FROM relations c JOIN pg_index i ON i.indexrelid = c.oid
    UNION ALL SELECT 'trigger', c.relname || '.' || t.tgname, pg_get_triggerdef(t.oid)
        || ' ' || CAST(t.tgenabled AS TEXT)
        FROM relations c JOIN pg_trigger t ON t.tgrelid = c.oid WHERE NOT t.tgisinternal
    UNION ALL SELECT 'row security', CAST(c.relname AS TEXT), '' FROM relations c WHERE c.relrowsecurity
    UNION ALL SELECT 'policy', c.relname || '.' || p.polname, COALESCE(pg_get_expr(p.polqual, p.polrelid), '')
        FROM relations c JOIN pg_policy p ON p.polrelid = c.oid
    UNION ALL SELECT 'rule', c.relname || '.' || r.rulename, pg_get_ruledef(r.oid)
        FROM relations c JOIN pg_rewrite r ON r.ev_class = c.oid WHERE r.rulename <> '_RETURN'";

/// What there is, by its kind and name, and how it is defined.
#[derive(Debug, PartialEq, Eq)]
struct Schema(BTreeMap<(String, String), String>);

impl Schema {
    fn of(rows: Vec<(String, String, String)>) -> Self {
        Self(rows.into_iter().map(|(kind, name, definition)| ((kind, name), plain(&definition))).collect())
    }

    async fn of_sqlite(connection: &mut Conn) -> Result<Self, Error> {
        Ok(Self::of(sqlx::query_as(OF_SQLITE).fetch_all(connection).await?))
    }

    /// Of the schema of that name, which is left out where a definition names it.
    async fn of_postgres(connection: &mut Conn, name: &str) -> Result<Self, Error> {
        let Self(mut things) = Self::of(sqlx::query_as(OF_POSTGRES).bind(name).fetch_all(connection).await?);
        for definition in things.values_mut() {
            *definition = within(definition, name);
        }
        Ok(Self(things))
    }

    /// What is not as in `expected`: what it is called, and what is wrong with it.
    fn against(&self, expected: &Self) -> Vec<(String, String)> {
        let mut wrong = Vec::new();
        for (thing, definition) in &expected.0 {
            match self.0.get(thing) {
                None => wrong.push((thing, "it is missing".to_owned())),
                Some(other) if other != definition => {
                    wrong.push((thing, format!("it is `{other}`, and `{definition}` in this version")));
                }
                Some(_) => (),
            }
        }
        wrong.extend(
            self.0
                .keys()
                .filter(|thing| !expected.0.contains_key(*thing))
                .map(|thing| (thing, "this version has none such".to_owned())),
        );
        let differs = |table: &str| {
            let of_it = |(kind, name): &(String, String)| {
                kind == "column" && name.strip_prefix(table).is_some_and(|rest| rest.starts_with('.'))
            };
            wrong.iter().any(|(thing, _)| of_it(thing))
        };
        // Of a table whose columns are others that is said, and of one that is missing or too much nothing of its columns.
        let is_alone = |table: &str| !self.has_table(table) || !expected.has_table(table);
        let is_said = |(kind, name): &(String, String)| match kind.as_str() {
            "table" => is_alone(name) || !differs(name),
            "column" | "constraint" => !is_alone(name.split('.').next().unwrap_or_default()),
            _ => true,
        };
        let said = wrong.iter().filter(|(thing, _)| is_said(thing));
        said.map(|((kind, name), what)| (format!("{kind} {name}"), what.clone())).collect()
    }

    fn has_table(&self, name: &str) -> bool {
        self.0.contains_key(&("table".to_owned(), name.to_owned()))
    }
}

/// Without what a definition may have otherwise and mean the same: comments, quotes around names, how its lines are broken.
fn plain(definition: &str) -> String {
    let lines = definition.lines().map(|line| line.split_once("--").map_or(line, |(before, _)| before));
    let words = lines.collect::<Vec<_>>().join(" ").replace(['"', '`', '[', ']'], "");
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A definition as one reads it in the schema itself. PostgreSQL calls that of temporary tables by a name of its own, too.
fn within(definition: &str, schema: &str) -> String {
    let mut said = definition.to_owned();
    for before in [' ', '('] {
        for name in [schema, "pg_temp"] {
            said = said.replace(&format!("{before}{name}."), &before.to_string());
        }
    }
    said
}

impl Store {
    /// What of the schema is not as the migrations of this version make it: what it is called, and what is wrong with it.
    ///
    /// # Errors
    /// On PostgreSQL also when one may not make temporary tables, in which it is made anew.
    pub async fn wrong_schema(&self) -> Result<Vec<(String, String)>, Error> {
        let migrations = Migrations { features: &self.features, seals: &[], now: DateTime::UNIX_EPOCH };
        let (found, expected) = match &self.writer {
            Writer::Serial(_) => {
                (Schema::of_sqlite(&mut *self.read().await?).await?, made_by_sqlite(&migrations).await?)
            }
            Writer::Serializable(_) => {
                let mut connection = self.read().await?;
                let own: String =
                    sqlx::query_scalar("SELECT CAST(current_schema() AS TEXT)").fetch_one(&mut *connection).await?;
                let found = Schema::of_postgres(&mut connection, &own).await?;
                drop(connection);
                (found, made_by_postgres(self.readers.acquire().await?.detach(), &migrations).await?)
            }
        };
        Ok(found.against(&expected))
    }
}

/// In memory, as if the data were made now.
async fn made_by_sqlite(migrations: &Migrations<'_>) -> Result<Schema, Error> {
    let mut fresh = AnyConnection::connect("sqlite::memory:").await?;
    fresh.execute(sqlx::raw_sql(SQLITE)).await?;
    migrations.run(&mut fresh, "BEGIN", None).await?;
    let made = Schema::of_sqlite(&mut fresh).await?;
    fresh.close().await?;
    Ok(made)
}

/// As temporary tables of a connection of its own, of which nothing stays.
async fn made_by_postgres(mut own: AnyConnection, migrations: &Migrations<'_>) -> Result<Schema, Error> {
    const TEMPORARY: &str = "SELECT CAST(nspname AS TEXT) FROM pg_namespace WHERE oid = pg_my_temp_schema()";
    own.execute(sqlx::raw_sql("SET search_path TO pg_temp")).await?;
    migrations.run(&mut own, "BEGIN", None).await?;
    let name: String = sqlx::query_scalar(TEMPORARY).fetch_one(&mut own).await?;
    let made = Schema::of_postgres(&mut own, &name).await?;
    own.close().await?;
    Ok(made)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::tests::with_store;

    fn schema(things: &[(&str, &str, &str)]) -> Schema {
        Schema::of(things.iter().map(|(kind, name, is)| ((*kind).into(), (*name).into(), (*is).into())).collect())
    }

    #[test]
    fn what_is_missing_too_much_or_another_is_told_once() {
        let expected = schema(&[
            ("table", "a", "CREATE TABLE a (id BIGINT)"),
            ("column", "a.id", "BIGINT"),
            ("table", "gone", "CREATE TABLE gone (id BIGINT)"),
            ("column", "gone.id", "BIGINT"),
            ("index", "by_id", "CREATE INDEX by_id ON a (id)"),
        ]);
        assert_eq!(expected.against(&expected), []);
        let found = schema(&[
            ("table", "a", "CREATE TABLE \"a\" ( -- of old\n id BIGINT, more TEXT)"),
            ("column", "a.id", "BIGINT"),
            ("column", "a.more", "TEXT"),
            ("index", "by_id", "CREATE INDEX by_id ON a (id, more)"),
            ("trigger", "spy", "CREATE TRIGGER spy"),
        ]);
        let wrong = found.against(&expected);
        let things: Vec<&str> = wrong.iter().map(|(thing, _)| thing.as_str()).collect();
        assert_eq!(things, ["index by_id", "table gone", "column a.more", "trigger spy"]);
        assert_eq!(
            wrong[0].1,
            "it is `CREATE INDEX by_id ON a (id, more)`, and `CREATE INDEX by_id ON a (id)` in this version"
        );
        let other =
            schema(&[("table", "a", "CREATE TABLE a (id BIGINT CHECK (id > 0))"), ("column", "a.id", "BIGINT")]);
        let bare = schema(&[("table", "a", "CREATE TABLE a (id BIGINT)"), ("column", "a.id", "BIGINT")]);
        assert_eq!(other.against(&bare).len(), 1, "what is no column of a table is a part of it, too");
    }

    #[test]
    fn where_something_lies_is_no_part_of_what_it_is() {
        let made = "CREATE INDEX by_a ON pg_temp.data USING btree (a.b)";
        let found = "CREATE INDEX by_a ON a.data USING btree (a.b)";
        assert_eq!(within(made, "pg_temp_3"), "CREATE INDEX by_a ON data USING btree (a.b)");
        assert_eq!(within(found, "a"), "CREATE INDEX by_a ON data USING btree (b)");
        assert_eq!(
            within("FOREIGN KEY (id) REFERENCES public.data(id)", "public"),
            "FOREIGN KEY (id) REFERENCES data(id)"
        );
    }

    #[tokio::test]
    async fn the_schema_of_a_store_is_what_its_migrations_make() {
        with_store(async |store| {
            assert_eq!(store.wrong_schema().await.unwrap(), []);
            let change = store.write(|tx| {
                Box::pin(async move {
                    sqlx::query("CREATE TABLE extra (id BIGINT)").execute(tx).await?;
                    Ok(())
                })
            });
            change.await.unwrap();
            let wrong = store.wrong_schema().await.unwrap();
            assert_eq!(wrong, [("table extra".to_owned(), "this version has none such".to_owned())]);
        })
        .await;
    }
}
