-- name: jobs_by_state
-- How many jobs stand in each queue and state.
SELECT queue_name, status::text, count(*) FROM procrastinate_jobs GROUP BY 1, 2 ORDER BY 1, 2;

-- name: oldest_waiting_job
-- Seconds the oldest runnable job has waited; 0 when none waits.
SELECT coalesce(extract(epoch FROM now() - min(coalesce(job.scheduled_at, event.at))), 0)::float8
FROM procrastinate_jobs AS job JOIN procrastinate_events AS event ON event.job_id = job.id AND event.type = 'deferred'
WHERE job.status = 'todo' AND coalesce(job.scheduled_at, now()) <= now();

-- name: workers_alive
-- Workers with a recent sign of life.
SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - interval '30 seconds';

-- name: migrations_applied
-- What the database says it has been through.
SELECT app, name FROM django_migrations;

-- name: server_version
-- The server's version, as a number to compare and as people write it.
SELECT current_setting('server_version_num')::int, current_setting('server_version');
