# A database and a role for each service: no service can open another's. Run once, on an empty volume.
for name in web core blog wiki; do
  variable="COURANT_$(echo "$name" | tr '[:lower:]' '[:upper:]')_DATABASE_PASSWORD"
  psql -q -v ON_ERROR_STOP=1 -v name="$name" -v password="${!variable}" -U "$POSTGRES_USER" -d postgres <<'SQL'
CREATE ROLE :"name" LOGIN PASSWORD :'password';
CREATE DATABASE :"name" OWNER :"name";
REVOKE CONNECT ON DATABASE :"name" FROM PUBLIC;
SQL
done
