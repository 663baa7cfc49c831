# Creates a database and a role for each service whose password is in the environment. No service can open another's
# database. PostgreSQL runs this once, on an empty volume; run it again after adding a service (docs/how-to/deploy.md).
for variable in $(compgen -e | grep -x 'COURANT_[A-Z0-9_]*_DATABASE_PASSWORD' | sort); do
  name=${variable#COURANT_}
  name=$(echo "${name%_DATABASE_PASSWORD}" | tr '[:upper:]' '[:lower:]')
  psql -q -v ON_ERROR_STOP=1 -v name="$name" -v password="${!variable}" -U "$POSTGRES_USER" -d postgres <<'SQL'
SELECT format('CREATE ROLE %I LOGIN PASSWORD %L', :'name', :'password')
  WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'name') \gexec
SELECT format('CREATE DATABASE %I OWNER %I', :'name', :'name')
  WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'name') \gexec
REVOKE CONNECT ON DATABASE :"name" FROM PUBLIC;
SQL
done
