import type { paths } from '@cartwright/sdk';

type Json<R> = R extends { content: { 'application/json': infer Body } } ? Body : never;
type Answer<
  P extends keyof paths,
  M extends keyof paths[P],
  S extends number,
> = paths[P][M] extends {
  responses: infer R;
}
  ? S extends keyof R
    ? Json<R[S]>
    : never
  : never;

export type Money = { amount: number; currency: string };
export type Store = Answer<'/api/v1/store', 'get', 200>;
export type CollectionNode = Answer<'/api/v1/collections', 'get', 200>['items'][number];
export type ProductList = Answer<'/api/v1/products', 'get', 200>;
export type ProductItem = ProductList['items'][number];
export type Facets = NonNullable<ProductList['facets']>;
export type Product = Answer<'/api/v1/products/{slug}', 'get', 200>;
export type Variant = Product['variants'][number];
export type Picture = Product['media'][number];
/** Delivery is chosen at checkout: a cart never has any. */
export type Cart = Omit<Answer<'/api/v1/carts/{cartId}', 'get', 200>, 'shipping'>;
export type CartLine = Cart['lines'][number];
export type ShippingOption = Answer<
  '/api/v1/carts/{cartId}/shipping-options',
  'get',
  200
>['items'][number];
export type PaymentMethod = Answer<'/api/v1/payment-methods', 'get', 200>['items'][number];
export type Order = Answer<'/api/v1/orders/{id}', 'get', 200>;
export type WithdrawalReceipt = Answer<'/api/v1/withdrawals', 'post', 200>;
export type OrderSummary = Answer<'/api/v1/me/orders', 'get', 200>['items'][number];
export type Profile = Answer<'/api/v1/me', 'get', 200>;
export type Session = Answer<'/api/v1/me/sessions', 'get', 200>['items'][number];
export type ExportedMail = Answer<'/api/v1/me/export/mails', 'get', 200>['items'][number];
export type SavedAddress = Answer<'/api/v1/me/addresses', 'get', 200>['items'][number];
export type Address =
  paths['/api/v1/me/addresses']['post']['requestBody']['content']['application/json'];
export type PlacedOrder = Answer<'/api/v1/carts/{cartId}/checkout', 'post', 201>['order'];
export type OpenAttempt = Answer<'/api/v1/carts/{cartId}/checkout', 'post', 202>['attempt'];
export type CheckoutInput =
  paths['/api/v1/carts/{cartId}/checkout']['post']['requestBody']['content']['application/json'];
export type ProductQuery = NonNullable<paths['/api/v1/products']['get']['parameters']['query']>;
