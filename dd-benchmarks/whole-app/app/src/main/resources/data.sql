insert into users select x, 'user ' || x from system_range(1, 100);
insert into orders select x, x, 'article ' || x from system_range(1, 100);
