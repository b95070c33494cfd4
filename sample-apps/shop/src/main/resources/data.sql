insert into users (id, name) values (7, 'Ada'), (8, 'Grace');
insert into products (name, price, stock) values ('Desk lamp', 19.90, 12), ('Notebook', 4.50, 0), ('Fountain pen', 34.00, 3);
insert into orders (id, user_id, product_id) values (7, 7, 1), (8, 8, 3);
