create table users (id bigint primary key, name varchar(100) not null);
create table products (id bigint auto_increment primary key, name varchar(100) not null, price decimal(10, 2) not null, stock int not null);
create table orders (id bigint primary key, user_id bigint not null references users, product_id bigint not null references products);
