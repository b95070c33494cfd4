create table users (id int primary key, name varchar(40));
create table orders (id int primary key, user_id int, article varchar(40));
