-- name: due
-- What is due, in turn by region so that a wave in one does not hold up another; oldest first within each.
with region as (
    select distinct region from notice_notice where due_at <= %(at)s
)
select waiting.id
from region
cross join lateral (
    select id, row_number() over (order by due_at, id) as place
    from (
        select id, due_at from notice_notice
        where notice_notice.region = region.region and due_at <= %(at)s
        order by due_at, id limit %(most)s
    ) as oldest
) as waiting
order by waiting.place, waiting.id
limit %(most)s
