/** Made by `npm run generate` from docs/api/openapi.json. */
export interface paths {
    "/api/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The signed-in shopper */
        get: operations["getMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change the name of the signed-in shopper */
        patch: operations["updateMe"];
        trace?: never;
    };
    "/api/v1/me/addresses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The saved addresses of the signed-in shopper */
        get: operations["listAddresses"];
        put?: never;
        /** Save an address */
        post: operations["addAddress"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/addresses/{addressId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Replace a saved address */
        put: operations["updateAddress"];
        post?: never;
        /** Forget a saved address */
        delete: operations["deleteAddress"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/addresses/{addressId}/default": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Make a saved address the one that checkout begins with */
        put: operations["setDefaultAddress"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where the shopper is signed in, the last seen first */
        get: operations["listSessions"];
        put?: never;
        post?: never;
        /** Sign out everywhere but here */
        delete: operations["endOtherSessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/sessions/{sessionId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Sign out one session */
        delete: operations["endSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/export/account": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everything kept about the account of the signed-in shopper */
        get: operations["exportAccount"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/erase": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Remove the account, and all personal data from what must be kept */
        post: operations["eraseMe"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/invitations/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make a staff account with a one-time invitation */
        post: operations["acceptStaffInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/audit-log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What staff and API keys changed, newest first */
        get: operations["listAuditLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/products": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List and search published products */
        get: operations["listProducts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/products/{slug}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One published product; a former slug answers with the present one */
        get: operations["getProduct"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/collections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The tree of collections */
        get: operations["listCollections"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/collections/{slug}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One collection, also by a former slug; /products?collection= lists its products */
        get: operations["getCollection"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/search/suggestions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Products and collections for what has been typed so far */
        get: operations["suggest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/product-addresses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Slugs of all published products, for sitemaps and feeds */
        get: operations["listProductAddresses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/product-addresses/parts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The addresses in parts of 10,000: a cursor for each, which ends with its part */
        get: operations["listProductAddressParts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/products": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All products, newest first, drafts too */
        get: operations["listStaffProducts"];
        put?: never;
        /** Create a product with its options and variants */
        post: operations["createProduct"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/products/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One product as staff edits it */
        get: operations["getStaffProduct"];
        put?: never;
        post?: never;
        /** Remove a product; its address then answers 410 */
        delete: operations["deleteProduct"];
        options?: never;
        head?: never;
        /** Change a product; members that are absent stay */
        patch: operations["changeProduct"];
        trace?: never;
    };
    "/api/v1/admin/collections/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One collection as staff edits it */
        get: operations["getStaffCollection"];
        put?: never;
        post?: never;
        /** Remove a collection without children; its products stay */
        delete: operations["deleteCollection"];
        options?: never;
        head?: never;
        /** Change or move a collection, its members and their order */
        patch: operations["changeCollection"];
        trace?: never;
    };
    "/api/v1/admin/collections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Create a collection */
        post: operations["createCollection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/media": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Store a picture and make its sizes; the same bytes give the same id */
        post: operations["uploadPicture"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/store": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Currencies, their digits, and the countries that are shipped to */
        get: operations["getStore"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/store": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Set the currencies that the shop sells in, the default one and the home country */
        put: operations["setStore"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/prices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Prices of variants in all currencies */
        get: operations["getPrices"];
        /** Set prices of variants, all or none; other currencies of a variant stay */
        put: operations["setPrices"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/prices/{variantId}/{currency}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove a price: the variant no longer sells in that currency */
        delete: operations["removePrice"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/promotions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Promotions, newest first */
        get: operations["listPromotions"];
        put?: never;
        /** Add a promotion code */
        post: operations["createPromotion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/promotions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One promotion */
        get: operations["getPromotion"];
        put?: never;
        post?: never;
        /** Delete a promotion that was never used */
        delete: operations["deletePromotion"];
        options?: never;
        head?: never;
        /** Change a promotion; uses that are held or made stay */
        patch: operations["changePromotion"];
        trace?: never;
    };
    "/api/v1/admin/tax-rates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All tax rates, by country and category */
        get: operations["listTaxRates"];
        /** Set tax rates; those that are not named stay */
        put: operations["setTaxRates"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/tax-rates/{country}/{category}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove a tax rate */
        delete: operations["removeTaxRate"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/shipping-rates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All shipping zones with their rates */
        get: operations["listShippingZones"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/shipping-rates/{zone}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Add a shipping zone, or replace its countries and rates */
        put: operations["setShippingZone"];
        post?: never;
        /** Delete a shipping zone: its countries are no longer shipped to */
        delete: operations["deleteShippingZone"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/stock-adjustments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Count or correct the stock of a variant at a location */
        post: operations["adjustStock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/stock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** On hand, reserved, allocated and available of variants, by location */
        get: operations["getStock"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/stock-ledger": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every change of the stock a variant draws on, newest first */
        get: operations["listLedger"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/locations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All locations in the order in which stock is taken from them */
        get: operations["listLocations"];
        put?: never;
        /** Add a location */
        post: operations["createLocation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/locations/{locationId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Rename a location or change its priority */
        patch: operations["changeLocation"];
        trace?: never;
    };
    "/api/v1/admin/variants/{variantId}/stock-settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Backorder limit of a variant, and whose stock it draws on */
        put: operations["changeStockSettings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/carts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Create a cart; its id is a secret and is the right to use it */
        post: operations["createCart"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/carts/{cartId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The cart, priced now */
        get: operations["getCart"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/carts/{cartId}/lines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Add variants; what is already in the cart is added up */
        post: operations["addLines"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/carts/{cartId}/lines/{lineId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove a line */
        delete: operations["removeLine"];
        options?: never;
        head?: never;
        /** Set the quantity of a line; 0 removes it */
        patch: operations["changeLine"];
        trace?: never;
    };
    "/api/v1/carts/{cartId}/coupons/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Apply a promotion code */
        put: operations["applyCoupon"];
        post?: never;
        /** Remove a promotion code */
        delete: operations["removeCoupon"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/carts/{cartId}/shipping-options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How this cart can be sent to a country, and for how much */
        get: operations["listShippingOptions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/cart": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The signed-in shopper's open cart */
        get: operations["getMyCart"];
        /** Make a guest's cart the shopper's, or add its lines to the cart the shopper has */
        put: operations["putMyCart"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payments/webhooks/{provider}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Where a payment provider tells what happened; the signature covers the raw body */
        post: operations["receiveWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payment-methods": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The payment methods that this shop offers */
        get: operations["listPaymentMethods"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/payments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Payments with their captures, refunds and history, newest first */
        get: operations["listPayments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/payments/reconciliation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The last comparison with the provider and the disagreements that are still open */
        get: operations["getReconciliation"];
        put?: never;
        /** Compare our books with the provider’s now; the answer names the run */
        post: operations["startReconciliation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The order, for its customer or with its access token as bearer */
        get: operations["getOrder"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancel the order while nothing of it is fulfilled */
        post: operations["cancelOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/withdrawal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Withdraw from the order or parts of it; what adds nothing answers the first receipt */
        post: operations["withdrawFromOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/withdrawals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Withdraw from the contract of an order, by its number and mail address */
        post: operations["withdrawByNumber"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Orders of the signed-in shopper, newest first */
        get: operations["listMyOrders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/export/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everything kept about the orders of the signed-in shopper, newest first */
        get: operations["exportOrders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Orders, newest first */
        get: operations["listOrders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/orders/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The order with what only staff may see */
        get: operations["getOrderForStaff"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/orders/{id}/fulfilments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Fulfil the rest of the order or some of it, and capture its part of the payment */
        post: operations["createFulfilment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/orders/{id}/fulfilments/{fulfilmentId}/capture": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Try once more to take the money of a fulfilment whose capture failed */
        post: operations["retryCapture"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/orders/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancel what is not fulfilled yet */
        post: operations["cancelOrderAsStaff"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/orders/{id}/refunds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give back an amount, or what lines cost; at most what is captured */
        post: operations["createRefund"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/orders/{id}/withdrawals/{withdrawalId}/handled": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Note that what a withdrawal asks for is done; a repeat changes nothing */
        post: operations["handleWithdrawal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/carts/{cartId}/checkout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Turn the cart into an order; the scope of the Idempotency-Key is the cart */
        post: operations["checkOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/checkouts/{attemptId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How a checkout stands, with the cart id as bearer: 202 until it is decided */
        get: operations["getCheckout"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/checkouts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Checkout attempts, newest first; those that are still open unless told */
        get: operations["listAttempts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/mails": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Mails, newest first */
        get: operations["listMails"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/export/mails": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The mails that went to the signed-in shopper, newest first */
        get: operations["exportMails"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/mails/{id}/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a mail again, made anew from what is true now */
        post: operations["resendMail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every event of every service, in the order of each log */
        get: operations["listEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/sign-up/email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Register, and be signed in; a mail asks to verify the address */
        post: operations["signUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/sign-in/email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in; while the second factor is on, the answer asks for a code instead */
        post: operations["signIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign out */
        post: operations["signOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/send-verification-email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send the mail that verifies an address once more; the answer tells nothing of it */
        post: operations["sendVerificationMail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/request-password-reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a link that sets a new password; the answer is the same for every address */
        post: operations["requestPasswordReset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/reset-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Set a new password with the token of the link; signs out everywhere */
        post: operations["resetPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/change-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change the password; signs out everywhere else */
        post: operations["changePassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/two-factor/enable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begin to turn the second factor on: it is on after the first code */
        post: operations["enableTwoFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/two-factor/verify-totp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The code of the app: the second step of signing in, or the first code of the app */
        post: operations["verifyTotp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/two-factor/verify-backup-code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The second step of signing in with a backup code, which counts once */
        post: operations["verifyBackupCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/two-factor/generate-backup-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make new backup codes; the old ones stop working */
        post: operations["generateBackupCodes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/two-factor/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Turn the second factor off; signs out everywhere else */
        post: operations["disableTwoFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: never;
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** Format: email */
                        email: string;
                        emailVerified: boolean;
                        name: string;
                        twoFactorEnabled: boolean;
                        /** Format: date-time */
                        createdAt: string;
                    };
                };
            };
            /** @description Codes: not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: invalid-input */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    updateMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** Format: email */
                        email: string;
                        emailVerified: boolean;
                        name: string;
                        twoFactorEnabled: boolean;
                        /** Format: date-time */
                        createdAt: string;
                    };
                };
            };
            /** @description Codes: not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: invalid-input */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    listAddresses: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            id: string;
                            isDefault: boolean;
                            firstName: string;
                            lastName: string;
                            company?: string;
                            line1: string;
                            line2?: string;
                            postalCode: string;
                            city: string;
                            region?: string;
                            country: string;
                            phone?: string;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Codes: invalid-input */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    addAddress: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key repeats the first answer for 24 hours */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    firstName: string;
                    lastName: string;
                    company?: string;
                    line1: string;
                    line2?: string;
                    postalCode: string;
                    city: string;
                    region?: string;
                    country: string;
                    phone?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        isDefault: boolean;
                        firstName: string;
                        lastName: string;
                        company?: string;
                        line1: string;
                        line2?: string;
                        postalCode: string;
                        city: string;
                        region?: string;
                        country: string;
                        phone?: string;
                    };
                };
            };
            /** @description Codes: address-limit-reached */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: invalid-input */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    updateAddress: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                addressId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    firstName: string;
                    lastName: string;
                    company?: string;
                    line1: string;
                    line2?: string;
                    postalCode: string;
                    city: string;
                    region?: string;
                    country: string;
                    phone?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        isDefault: boolean;
                        firstName: string;
                        lastName: string;
                        company?: string;
                        line1: string;
                        line2?: string;
                        postalCode: string;
                        city: string;
                        region?: string;
                        country: string;
                        phone?: string;
                    };
                };
            };
            /** @description Codes: not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: invalid-input */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    deleteAddress: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                addressId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Codes: not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: invalid-input */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    setDefaultAddress: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                addressId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        isDefault: boolean;
                        firstName: string;
                        lastName: string;
                        company?: string;
                        line1: string;
                        line2?: string;
                        postalCode: string;
                        city: string;
                        region?: string;
                        country: string;
                        phone?: string;
                    };
                };
            };
            /** @description Codes: not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: invalid-input */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    listSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            id: string;
                            userAgent: string | null;
                            /** Format: date-time */
                            createdAt: string;
                            /** Format: date-time */
                            lastSeenAt: string;
                            isCurrent: boolean;
                        }[];
                    };
                };
            };
            /** @description Codes: invalid-input */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    endOtherSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Codes: invalid-input */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    endSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                sessionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Codes: not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: invalid-input */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    exportAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        profile: {
                            /** Format: uuid */
                            id: string;
                            /** Format: email */
                            email: string;
                            emailVerified: boolean;
                            name: string;
                            twoFactorEnabled: boolean;
                            /** Format: date-time */
                            createdAt: string;
                        };
                        addresses: {
                            /** Format: uuid */
                            id: string;
                            isDefault: boolean;
                            firstName: string;
                            lastName: string;
                            company?: string;
                            line1: string;
                            line2?: string;
                            postalCode: string;
                            city: string;
                            region?: string;
                            country: string;
                            phone?: string;
                        }[];
                        sessions: {
                            /** Format: uuid */
                            id: string;
                            userAgent: string | null;
                            /** Format: date-time */
                            createdAt: string;
                            /** Format: date-time */
                            lastSeenAt: string;
                            isCurrent: boolean;
                        }[];
                    };
                };
            };
            /** @description Codes: not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: invalid-input */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    eraseMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    password: string;
                    code?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Codes: proof-refused */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: invalid-input */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    acceptStaffInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                    /** Format: email */
                    email: string;
                    name: string;
                    password: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        staffId: string;
                    };
                };
            };
            /** @description Codes: invitation-not-valid */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: invalid-input, account-refused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    listAuditLog: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                subject?: string;
                actorId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            id: string;
                            service: string;
                            actorKind: string;
                            actorId: string | null;
                            action: string;
                            subject: string;
                            changes: {
                                [key: string]: unknown;
                            };
                            /** Format: date-time */
                            occurredAt: string;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Codes: invalid-input */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    listProducts: {
        parameters: {
            query?: {
                q?: string;
                collection?: string;
                priceMin?: number;
                priceMax?: number;
                available?: boolean;
                sort?: "relevance" | "price" | "-price" | "newest" | "title";
                currency?: string;
                facets?: boolean;
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            id: string;
                            slug: string;
                            title: string;
                            vendor: string | null;
                            image: {
                                /** Format: uuid */
                                id: string;
                                url: string;
                                alt: string;
                                width: number;
                                height: number;
                                share: string;
                                ground: string | null;
                                sizes: {
                                    width: number;
                                    height: number;
                                    avif: string;
                                    webp: string;
                                    jpeg: string;
                                }[];
                            } | null;
                            secondImage: {
                                /** Format: uuid */
                                id: string;
                                url: string;
                                alt: string;
                                width: number;
                                height: number;
                                share: string;
                                ground: string | null;
                                sizes: {
                                    width: number;
                                    height: number;
                                    avif: string;
                                    webp: string;
                                    jpeg: string;
                                }[];
                            } | null;
                            swatches: {
                                option: string;
                                value: string;
                                colour: string;
                            }[];
                            price: {
                                amount: number;
                                currency: string;
                            } | null;
                            priceMax: {
                                amount: number;
                                currency: string;
                            } | null;
                            compareAtPrice: {
                                amount: number;
                                currency: string;
                            } | null;
                            available: boolean;
                            /** Format: date-time */
                            publishedAt: string;
                        }[];
                        nextCursor: string | null;
                        facets?: {
                            total: number;
                            totalIsEstimate: boolean;
                            estimated: boolean;
                            options: {
                                name: string;
                                values: {
                                    value: string;
                                    count: number;
                                }[];
                            }[];
                            price: {
                                min: {
                                    amount: number;
                                    currency: string;
                                };
                                max: {
                                    amount: number;
                                    currency: string;
                                };
                            } | null;
                            availability: {
                                available: number;
                                soldOut: number;
                            };
                        };
                    };
                };
            };
            /** @description Codes: invalid-input */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: too-many-requests */
            429: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    getProduct: {
        parameters: {
            query?: {
                currency?: string;
            };
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        slug: string;
                        title: string;
                        description: string;
                        descriptionHtml: string;
                        vendor: string | null;
                        type: string | null;
                        tags: string[];
                        currency: string;
                        price: {
                            amount: number;
                            currency: string;
                        } | null;
                        compareAtPrice: {
                            amount: number;
                            currency: string;
                        } | null;
                        available: boolean;
                        options: {
                            name: string;
                            values: string[];
                        }[];
                        variants: {
                            /** Format: uuid */
                            id: string;
                            sku: string | null;
                            options: {
                                [key: string]: string;
                            };
                            price: {
                                amount: number;
                                currency: string;
                            } | null;
                            compareAtPrice: {
                                amount: number;
                                currency: string;
                            } | null;
                            available: boolean;
                            stockLevel: "in-stock" | "few-left" | "sold-out" | "backorder";
                            stockMessage: string;
                            mediaId: string | null;
                        }[];
                        media: {
                            /** Format: uuid */
                            id: string;
                            url: string;
                            alt: string;
                            width: number;
                            height: number;
                            share: string;
                            ground: string | null;
                            sizes: {
                                width: number;
                                height: number;
                                avif: string;
                                webp: string;
                                jpeg: string;
                            }[];
                        }[];
                        collections: {
                            /** Format: uuid */
                            id: string;
                            slug: string;
                            title: string;
                        }[];
                        seo: {
                            title: string | null;
                            description: string | null;
                        };
                        /** Format: date-time */
                        publishedAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                    };
                };
            };
            /** @description Codes: product-gone */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: invalid-input */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    listCollections: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            id: string;
                            slug: string;
                            title: string;
                            description: string;
                            image: {
                                /** Format: uuid */
                                id: string;
                                url: string;
                                alt: string;
                                width: number;
                                height: number;
                                share: string;
                                ground: string | null;
                                sizes: {
                                    width: number;
                                    height: number;
                                    avif: string;
                                    webp: string;
                                    jpeg: string;
                                }[];
                            } | null;
                            children: {
                                /** Format: uuid */
                                id: string;
                                slug: string;
                                title: string;
                                description: string;
                                image: {
                                    /** Format: uuid */
                                    id: string;
                                    url: string;
                                    alt: string;
                                    width: number;
                                    height: number;
                                    share: string;
                                    ground: string | null;
                                    sizes: {
                                        width: number;
                                        height: number;
                                        avif: string;
                                        webp: string;
                                        jpeg: string;
                                    }[];
                                } | null;
                                children: {
                                    /** Format: uuid */
                                    id: string;
                                    slug: string;
                                    title: string;
                                    description: string;
                                    image: {
                                        /** Format: uuid */
                                        id: string;
                                        url: string;
                                        alt: string;
                                        width: number;
                                        height: number;
                                        share: string;
                                        ground: string | null;
                                        sizes: {
                                            width: number;
                                            height: number;
                                            avif: string;
                                            webp: string;
                                            jpeg: string;
                                        }[];
                                    } | null;
                                    children: {
                                        /** Format: uuid */
                                        id: string;
                                        slug: string;
                                        title: string;
                                        description: string;
                                        image: {
                                            /** Format: uuid */
                                            id: string;
                                            url: string;
                                            alt: string;
                                            width: number;
                                            height: number;
                                            share: string;
                                            ground: string | null;
                                            sizes: {
                                                width: number;
                                                height: number;
                                                avif: string;
                                                webp: string;
                                                jpeg: string;
                                            }[];
                                        } | null;
                                        children: {
                                            /** Format: uuid */
                                            id: string;
                                        }[];
                                    }[];
                                }[];
                            }[];
                        }[];
                        nextCursor: null;
                    };
                };
            };
            /** @description Codes: invalid-input */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    getCollection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        slug: string;
                        title: string;
                        description: string;
                        image: {
                            /** Format: uuid */
                            id: string;
                            url: string;
                            alt: string;
                            width: number;
                            height: number;
                            share: string;
                            ground: string | null;
                            sizes: {
                                width: number;
                                height: number;
                                avif: string;
                                webp: string;
                                jpeg: string;
                            }[];
                        } | null;
                        descriptionHtml: string;
                        path: {
                            /** Format: uuid */
                            id: string;
                            slug: string;
                            title: string;
                        }[];
                        children: {
                            /** Format: uuid */
                            id: string;
                            slug: string;
                            title: string;
                            description: string;
                            image: {
                                /** Format: uuid */
                                id: string;
                                url: string;
                                alt: string;
                                width: number;
                                height: number;
                                share: string;
                                ground: string | null;
                                sizes: {
                                    width: number;
                                    height: number;
                                    avif: string;
                                    webp: string;
                                    jpeg: string;
                                }[];
                            } | null;
                        }[];
                        seo: {
                            title: string | null;
                            description: string | null;
                        };
                    };
                };
            };
            /** @description Codes: collection-gone */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: invalid-input */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    suggest: {
        parameters: {
            query: {
                q: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            kind: "product" | "collection";
                            title: string;
                            slug: string;
                            image: {
                                /** Format: uuid */
                                id: string;
                                url: string;
                                alt: string;
                                width: number;
                                height: number;
                                share: string;
                                ground: string | null;
                                sizes: {
                                    width: number;
                                    height: number;
                                    avif: string;
                                    webp: string;
                                    jpeg: string;
                                }[];
                            } | null;
                        }[];
                    };
                };
            };
            /** @description Codes: invalid-input */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: too-many-requests */
            429: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    listProductAddresses: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            slug: string;
                            /** Format: date-time */
                            changedAt: string;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Codes: invalid-input */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    listProductAddressParts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            cursor: string;
                        }[];
                    };
                };
            };
            /** @description Codes: invalid-input */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    listStaffProducts: {
        parameters: {
            query?: {
                q?: string;
                status?: "draft" | "published";
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            id: string;
                            slug: string;
                            title: string;
                            status: "draft" | "published";
                            vendor: string | null;
                            type: string | null;
                            image: {
                                /** Format: uuid */
                                id: string;
                                url: string;
                                alt: string;
                                width: number;
                                height: number;
                                share: string;
                                ground: string | null;
                                sizes: {
                                    width: number;
                                    height: number;
                                    avif: string;
                                    webp: string;
                                    jpeg: string;
                                }[];
                            } | null;
                            variantCount: number;
                            /** Format: date-time */
                            createdAt: string;
                            /** Format: date-time */
                            updatedAt: string;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Codes: invalid-input */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    createProduct: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key repeats the first answer for 24 hours */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    title: string;
                    slug?: string;
                    description?: string;
                    status?: "draft" | "published";
                    vendor?: string | null;
                    type?: string | null;
                    tags?: string[];
                    taxCategory?: string;
                    collections?: string[];
                    options?: {
                        name: string;
                        values: string[];
                    }[];
                    variants?: {
                        /** Format: uuid */
                        id?: string;
                        sku?: string | null;
                        options?: {
                            [key: string]: string;
                        };
                        weightGrams?: number;
                        taxCategory?: string | null;
                        mediaId?: string | null;
                    }[];
                    media?: {
                        /** Format: uuid */
                        id: string;
                        alt?: string;
                    }[];
                    seoTitle?: string | null;
                    seoDescription?: string | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        slug: string;
                        title: string;
                        description: string;
                        status: "draft" | "published";
                        vendor: string | null;
                        type: string | null;
                        tags: string[];
                        taxCategory: string;
                        options: {
                            name: string;
                            values: string[];
                        }[];
                        variants: {
                            /** Format: uuid */
                            id: string;
                            sku: string | null;
                            options: {
                                [key: string]: string;
                            };
                            weightGrams: number;
                            taxCategory: string | null;
                            mediaId: string | null;
                        }[];
                        media: {
                            /** Format: uuid */
                            id: string;
                            url: string;
                            alt: string;
                            width: number;
                            height: number;
                            share: string;
                            ground: string | null;
                            sizes: {
                                width: number;
                                height: number;
                                avif: string;
                                webp: string;
                                jpeg: string;
                            }[];
                        }[];
                        collections: {
                            /** Format: uuid */
                            id: string;
                            slug: string;
                            title: string;
                        }[];
                        seoTitle: string | null;
                        seoDescription: string | null;
                        publishedAt: string | null;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                    };
                };
            };
            /** @description Codes: slug-taken, sku-taken */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: invalid-input */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    getStaffProduct: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        slug: string;
                        title: string;
                        description: string;
                        status: "draft" | "published";
                        vendor: string | null;
                        type: string | null;
                        tags: string[];
                        taxCategory: string;
                        options: {
                            name: string;
                            values: string[];
                        }[];
                        variants: {
                            /** Format: uuid */
                            id: string;
                            sku: string | null;
                            options: {
                                [key: string]: string;
                            };
                            weightGrams: number;
                            taxCategory: string | null;
                            mediaId: string | null;
                        }[];
                        media: {
                            /** Format: uuid */
                            id: string;
                            url: string;
                            alt: string;
                            width: number;
                            height: number;
                            share: string;
                            ground: string | null;
                            sizes: {
                                width: number;
                                height: number;
                                avif: string;
                                webp: string;
                                jpeg: string;
                            }[];
                        }[];
                        collections: {
                            /** Format: uuid */
                            id: string;
                            slug: string;
                            title: string;
                        }[];
                        seoTitle: string | null;
                        seoDescription: string | null;
                        publishedAt: string | null;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                    };
                };
            };
            /** @description Codes: invalid-input */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    deleteProduct: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Codes: invalid-input */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    changeProduct: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    title?: string;
                    slug?: string;
                    description?: string;
                    status?: "draft" | "published";
                    vendor?: string | null;
                    type?: string | null;
                    tags?: string[];
                    taxCategory?: string;
                    collections?: string[];
                    options?: {
                        name: string;
                        values: string[];
                    }[];
                    variants?: {
                        /** Format: uuid */
                        id?: string;
                        sku?: string | null;
                        options?: {
                            [key: string]: string;
                        };
                        weightGrams?: number;
                        taxCategory?: string | null;
                        mediaId?: string | null;
                    }[];
                    media?: {
                        /** Format: uuid */
                        id: string;
                        alt?: string;
                    }[];
                    seoTitle?: string | null;
                    seoDescription?: string | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        slug: string;
                        title: string;
                        description: string;
                        status: "draft" | "published";
                        vendor: string | null;
                        type: string | null;
                        tags: string[];
                        taxCategory: string;
                        options: {
                            name: string;
                            values: string[];
                        }[];
                        variants: {
                            /** Format: uuid */
                            id: string;
                            sku: string | null;
                            options: {
                                [key: string]: string;
                            };
                            weightGrams: number;
                            taxCategory: string | null;
                            mediaId: string | null;
                        }[];
                        media: {
                            /** Format: uuid */
                            id: string;
                            url: string;
                            alt: string;
                            width: number;
                            height: number;
                            share: string;
                            ground: string | null;
                            sizes: {
                                width: number;
                                height: number;
                                avif: string;
                                webp: string;
                                jpeg: string;
                            }[];
                        }[];
                        collections: {
                            /** Format: uuid */
                            id: string;
                            slug: string;
                            title: string;
                        }[];
                        seoTitle: string | null;
                        seoDescription: string | null;
                        publishedAt: string | null;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                    };
                };
            };
            /** @description Codes: slug-taken, sku-taken */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: invalid-input */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    getStaffCollection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        slug: string;
                        title: string;
                        description: string;
                        parentId: string | null;
                        position: number;
                        image: {
                            /** Format: uuid */
                            id: string;
                            url: string;
                            alt: string;
                            width: number;
                            height: number;
                            share: string;
                            ground: string | null;
                            sizes: {
                                width: number;
                                height: number;
                                avif: string;
                                webp: string;
                                jpeg: string;
                            }[];
                        } | null;
                        productCount: number;
                        seoTitle: string | null;
                        seoDescription: string | null;
                    };
                };
            };
            /** @description Codes: invalid-input */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    deleteCollection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Codes: collection-has-children */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: invalid-input */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    changeCollection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    title?: string;
                    slug?: string;
                    description?: string;
                    parentId?: string | null;
                    position?: number;
                    mediaId?: string | null;
                    seoTitle?: string | null;
                    seoDescription?: string | null;
                    addProductIds?: string[];
                    removeProductIds?: string[];
                    firstProductIds?: string[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        slug: string;
                        title: string;
                        description: string;
                        parentId: string | null;
                        position: number;
                        image: {
                            /** Format: uuid */
                            id: string;
                            url: string;
                            alt: string;
                            width: number;
                            height: number;
                            share: string;
                            ground: string | null;
                            sizes: {
                                width: number;
                                height: number;
                                avif: string;
                                webp: string;
                                jpeg: string;
                            }[];
                        } | null;
                        productCount: number;
                        seoTitle: string | null;
                        seoDescription: string | null;
                    };
                };
            };
            /** @description Codes: slug-taken */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: invalid-input */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    createCollection: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key repeats the first answer for 24 hours */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    title: string;
                    slug?: string;
                    description?: string;
                    parentId?: string | null;
                    position?: number;
                    mediaId?: string | null;
                    seoTitle?: string | null;
                    seoDescription?: string | null;
                    addProductIds?: string[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        slug: string;
                        title: string;
                        description: string;
                        parentId: string | null;
                        position: number;
                        image: {
                            /** Format: uuid */
                            id: string;
                            url: string;
                            alt: string;
                            width: number;
                            height: number;
                            share: string;
                            ground: string | null;
                            sizes: {
                                width: number;
                                height: number;
                                avif: string;
                                webp: string;
                                jpeg: string;
                            }[];
                        } | null;
                        productCount: number;
                        seoTitle: string | null;
                        seoDescription: string | null;
                    };
                };
            };
            /** @description Codes: slug-taken, too-many-collections */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: invalid-input */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    uploadPicture: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    content: string;
                    alt?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        url: string;
                        alt: string;
                        width: number;
                        height: number;
                        share: string;
                        ground: string | null;
                        sizes: {
                            width: number;
                            height: number;
                            avif: string;
                            webp: string;
                            jpeg: string;
                        }[];
                    };
                };
            };
            /** @description Codes: invalid-input, picture-not-usable */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    getStore: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        currencies: {
                            code: string;
                            pricesIncludeTax: boolean;
                            decimals: number;
                        }[];
                        defaultCurrency: string;
                        pricesIncludeTax: boolean;
                        countries: string[];
                        homeCountry: string | null;
                        homeDelivery: {
                            code: string;
                            name: string;
                            names?: {
                                [key: string]: string;
                            };
                            currency: string;
                            basis: "weight" | "order-value";
                            bands: {
                                from: number;
                                below: number | null;
                                price: number;
                            }[];
                            deliveryDays?: {
                                min: number;
                                max: number;
                            };
                        }[];
                    };
                };
            };
            /** @description Codes: invalid-input */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    setStore: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    currencies: {
                        code: string;
                        pricesIncludeTax: boolean;
                    }[];
                    defaultCurrency: string;
                    homeCountry: string | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        currencies: {
                            code: string;
                            pricesIncludeTax: boolean;
                            decimals: number;
                        }[];
                        defaultCurrency: string;
                        pricesIncludeTax: boolean;
                        countries: string[];
                        homeCountry: string | null;
                        homeDelivery: {
                            code: string;
                            name: string;
                            names?: {
                                [key: string]: string;
                            };
                            currency: string;
                            basis: "weight" | "order-value";
                            bands: {
                                from: number;
                                below: number | null;
                                price: number;
                            }[];
                            deliveryDays?: {
                                min: number;
                                max: number;
                            };
                        }[];
                    };
                };
            };
            /** @description Codes: currency-in-use */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: invalid-input */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    getPrices: {
        parameters: {
            query: {
                variantId: string[];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            variantId: string;
                            price: {
                                amount: number;
                                currency: string;
                            };
                            compareAtPrice: {
                                amount: number;
                                currency: string;
                            } | null;
                        }[];
                    };
                };
            };
            /** @description Codes: invalid-input */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    setPrices: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    prices: {
                        /** Format: uuid */
                        variantId: string;
                        price: {
                            amount: number;
                            currency: string;
                        };
                        compareAtPrice?: {
                            amount: number;
                            currency: string;
                        } | null;
                    }[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        changed: number;
                    };
                };
            };
            /** @description Codes: invalid-input, unknown-currency */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    removePrice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                variantId: string;
                currency: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Codes: invalid-input */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    listPromotions: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            id: string;
                            code: string;
                            title: string;
                            effect: {
                                /** @enum {string} */
                                kind: "percentage";
                                basisPoints: number;
                            } | {
                                /** @enum {string} */
                                kind: "amount";
                                amounts: {
                                    amount: number;
                                    currency: string;
                                }[];
                            } | {
                                /** @enum {string} */
                                kind: "free-shipping";
                            };
                            minimumOrderValues: {
                                amount: number;
                                currency: string;
                            }[];
                            startsAt: string | null;
                            endsAt: string | null;
                            usesMax: number | null;
                            usesPerCustomerMax: number | null;
                            isCombinable: boolean;
                            isActive: boolean;
                            usesCount: number;
                            /** Format: date-time */
                            createdAt: string;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Codes: invalid-input */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    createPromotion: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key repeats the first answer for 24 hours */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    code: string;
                    title: string;
                    effect: {
                        /** @enum {string} */
                        kind: "percentage";
                        basisPoints: number;
                    } | {
                        /** @enum {string} */
                        kind: "amount";
                        amounts: {
                            amount: number;
                            currency: string;
                        }[];
                    } | {
                        /** @enum {string} */
                        kind: "free-shipping";
                    };
                    minimumOrderValues?: {
                        amount: number;
                        currency: string;
                    }[];
                    startsAt?: string | null;
                    endsAt?: string | null;
                    usesMax?: number | null;
                    usesPerCustomerMax?: number | null;
                    isCombinable?: boolean;
                    isActive?: boolean;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        code: string;
                        title: string;
                        effect: {
                            /** @enum {string} */
                            kind: "percentage";
                            basisPoints: number;
                        } | {
                            /** @enum {string} */
                            kind: "amount";
                            amounts: {
                                amount: number;
                                currency: string;
                            }[];
                        } | {
                            /** @enum {string} */
                            kind: "free-shipping";
                        };
                        minimumOrderValues: {
                            amount: number;
                            currency: string;
                        }[];
                        startsAt: string | null;
                        endsAt: string | null;
                        usesMax: number | null;
                        usesPerCustomerMax: number | null;
                        isCombinable: boolean;
                        isActive: boolean;
                        usesCount: number;
                        /** Format: date-time */
                        createdAt: string;
                    };
                };
            };
            /** @description Codes: promotion-code-taken */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: invalid-input, unknown-currency */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    getPromotion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        code: string;
                        title: string;
                        effect: {
                            /** @enum {string} */
                            kind: "percentage";
                            basisPoints: number;
                        } | {
                            /** @enum {string} */
                            kind: "amount";
                            amounts: {
                                amount: number;
                                currency: string;
                            }[];
                        } | {
                            /** @enum {string} */
                            kind: "free-shipping";
                        };
                        minimumOrderValues: {
                            amount: number;
                            currency: string;
                        }[];
                        startsAt: string | null;
                        endsAt: string | null;
                        usesMax: number | null;
                        usesPerCustomerMax: number | null;
                        isCombinable: boolean;
                        isActive: boolean;
                        usesCount: number;
                        /** Format: date-time */
                        createdAt: string;
                    };
                };
            };
            /** @description Codes: invalid-input */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    deletePromotion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Codes: promotion-in-use */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: invalid-input */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    changePromotion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    code?: string;
                    title?: string;
                    effect?: {
                        /** @enum {string} */
                        kind: "percentage";
                        basisPoints: number;
                    } | {
                        /** @enum {string} */
                        kind: "amount";
                        amounts: {
                            amount: number;
                            currency: string;
                        }[];
                    } | {
                        /** @enum {string} */
                        kind: "free-shipping";
                    };
                    minimumOrderValues?: {
                        amount: number;
                        currency: string;
                    }[];
                    startsAt?: string | null;
                    endsAt?: string | null;
                    usesMax?: number | null;
                    usesPerCustomerMax?: number | null;
                    isCombinable?: boolean;
                    isActive?: boolean;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        code: string;
                        title: string;
                        effect: {
                            /** @enum {string} */
                            kind: "percentage";
                            basisPoints: number;
                        } | {
                            /** @enum {string} */
                            kind: "amount";
                            amounts: {
                                amount: number;
                                currency: string;
                            }[];
                        } | {
                            /** @enum {string} */
                            kind: "free-shipping";
                        };
                        minimumOrderValues: {
                            amount: number;
                            currency: string;
                        }[];
                        startsAt: string | null;
                        endsAt: string | null;
                        usesMax: number | null;
                        usesPerCustomerMax: number | null;
                        isCombinable: boolean;
                        isActive: boolean;
                        usesCount: number;
                        /** Format: date-time */
                        createdAt: string;
                    };
                };
            };
            /** @description Codes: promotion-code-taken */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: invalid-input, unknown-currency */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    listTaxRates: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            country: string;
                            category: string;
                            rateBasisPoints: number;
                        }[];
                    };
                };
            };
            /** @description Codes: invalid-input */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    setTaxRates: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    rates: {
                        country: string;
                        category: string;
                        rateBasisPoints: number;
                    }[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        changed: number;
                    };
                };
            };
            /** @description Codes: invalid-input */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    removeTaxRate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                country: string;
                category: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Codes: invalid-input */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    listShippingZones: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            code: string;
                            name: string;
                            countries: string[];
                            rates: {
                                code: string;
                                name: string;
                                names?: {
                                    [key: string]: string;
                                };
                                currency: string;
                                basis: "weight" | "order-value";
                                bands: {
                                    from: number;
                                    below: number | null;
                                    price: number;
                                }[];
                                deliveryDays?: {
                                    min: number;
                                    max: number;
                                };
                            }[];
                        }[];
                    };
                };
            };
            /** @description Codes: invalid-input */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    setShippingZone: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                zone: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    countries: string[];
                    rates: {
                        code: string;
                        name: string;
                        names?: {
                            [key: string]: string;
                        };
                        currency: string;
                        basis: "weight" | "order-value";
                        bands: {
                            from: number;
                            below: number | null;
                            price: number;
                        }[];
                        deliveryDays?: {
                            min: number;
                            max: number;
                        };
                    }[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        code: string;
                        name: string;
                        countries: string[];
                        rates: {
                            code: string;
                            name: string;
                            names?: {
                                [key: string]: string;
                            };
                            currency: string;
                            basis: "weight" | "order-value";
                            bands: {
                                from: number;
                                below: number | null;
                                price: number;
                            }[];
                            deliveryDays?: {
                                min: number;
                                max: number;
                            };
                        }[];
                    };
                };
            };
            /** @description Codes: country-in-other-zone */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: invalid-input, unknown-currency */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    deleteShippingZone: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                zone: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Codes: invalid-input */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    adjustStock: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key repeats the first answer for 24 hours */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    variantId: string;
                    /** Format: uuid */
                    locationId?: string;
                    delta?: number;
                    onHand?: number;
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        entry: {
                            id: string;
                            /** Format: uuid */
                            stockItemId: string;
                            /** Format: uuid */
                            locationId: string;
                            onHandDelta: number;
                            reservedDelta: number;
                            allocatedDelta: number;
                            reason: "count" | "adjustment" | "reserved" | "reservation-released" | "reservation-expired" | "allocated" | "allocation-freed" | "fulfilled" | "balance";
                            reference: string | null;
                            note: string | null;
                            /** Format: date-time */
                            occurredAt: string;
                        };
                        stock: {
                            /** Format: uuid */
                            variantId: string;
                            /** Format: uuid */
                            stockItemId: string;
                            unitsPerVariant: number;
                            backorderMax: number;
                            onHand: number;
                            reserved: number;
                            allocated: number;
                            available: number;
                            locations: {
                                /** Format: uuid */
                                locationId: string;
                                code: string;
                                name: string;
                                onHand: number;
                                reserved: number;
                                allocated: number;
                                available: number;
                            }[];
                        };
                    };
                };
            };
            /** @description Codes: on-hand-out-of-range */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: invalid-input */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    getStock: {
        parameters: {
            query: {
                variantId: string[];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            variantId: string;
                            /** Format: uuid */
                            stockItemId: string;
                            unitsPerVariant: number;
                            backorderMax: number;
                            onHand: number;
                            reserved: number;
                            allocated: number;
                            available: number;
                            locations: {
                                /** Format: uuid */
                                locationId: string;
                                code: string;
                                name: string;
                                onHand: number;
                                reserved: number;
                                allocated: number;
                                available: number;
                            }[];
                        }[];
                    };
                };
            };
            /** @description Codes: invalid-input */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    listLedger: {
        parameters: {
            query: {
                variantId: string;
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            /** Format: uuid */
                            stockItemId: string;
                            /** Format: uuid */
                            locationId: string;
                            onHandDelta: number;
                            reservedDelta: number;
                            allocatedDelta: number;
                            reason: "count" | "adjustment" | "reserved" | "reservation-released" | "reservation-expired" | "allocated" | "allocation-freed" | "fulfilled" | "balance";
                            reference: string | null;
                            note: string | null;
                            /** Format: date-time */
                            occurredAt: string;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Codes: invalid-input */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    listLocations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            id: string;
                            code: string;
                            name: string;
                            priority: number;
                        }[];
                    };
                };
            };
            /** @description Codes: invalid-input */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    createLocation: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key repeats the first answer for 24 hours */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    code: string;
                    name: string;
                    priority?: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        code: string;
                        name: string;
                        priority: number;
                    };
                };
            };
            /** @description Codes: location-code-taken, too-many-locations */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: invalid-input */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    changeLocation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                locationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string;
                    priority?: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        code: string;
                        name: string;
                        priority: number;
                    };
                };
            };
            /** @description Codes: invalid-input */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    changeStockSettings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                variantId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    backorderMax?: number;
                    sharesStockOf?: string | null;
                    unitsPerVariant?: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        variantId: string;
                        /** Format: uuid */
                        stockItemId: string;
                        unitsPerVariant: number;
                        backorderMax: number;
                    };
                };
            };
            /** @description Codes: stock-item-in-use */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: invalid-input */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    createCart: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key repeats the first answer for 24 hours */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    currency?: string;
                    lines?: {
                        /** Format: uuid */
                        variantId: string;
                        quantity: number;
                    }[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        currency: string;
                        status: "open" | "checking-out" | "ordered";
                        lines: {
                            /** Format: uuid */
                            id: string;
                            /** Format: uuid */
                            variantId: string;
                            productId: string | null;
                            slug: string | null;
                            title: string;
                            sku: string | null;
                            options: {
                                [key: string]: string;
                            };
                            image: string | null;
                            quantity: number;
                            unitPrice: {
                                amount: number;
                                currency: string;
                            } | null;
                            compareAtPrice: {
                                amount: number;
                                currency: string;
                            } | null;
                            subtotal: {
                                amount: number;
                                currency: string;
                            } | null;
                            discounts: {
                                code: string | null;
                                title: string;
                                amount: {
                                    amount: number;
                                    currency: string;
                                };
                            }[];
                            tax: {
                                amount: number;
                                currency: string;
                            } | null;
                            total: {
                                amount: number;
                                currency: string;
                            } | null;
                            availability: {
                                available: boolean;
                                left: number | null;
                                message: string;
                            };
                            problem: ("not-for-sale" | "no-price" | "not-enough-stock") | null;
                        }[];
                        coupons: {
                            code: string;
                            applied: boolean;
                            reason: string | null;
                            title: string | null;
                        }[];
                        discounts: {
                            code: string | null;
                            title: string;
                            amount: {
                                amount: number;
                                currency: string;
                            };
                        }[];
                        shipping: null;
                        totals: {
                            subtotal: {
                                amount: number;
                                currency: string;
                            };
                            discountTotal: {
                                amount: number;
                                currency: string;
                            };
                            shippingTotal: {
                                amount: number;
                                currency: string;
                            };
                            taxTotal: {
                                amount: number;
                                currency: string;
                            };
                            total: {
                                amount: number;
                                currency: string;
                            };
                            pricesIncludeTax: boolean;
                            taxes: {
                                rateBasisPoints: number;
                                amount: {
                                    amount: number;
                                    currency: string;
                                };
                            }[];
                        };
                        orderId: string | null;
                    };
                };
            };
            /** @description Codes: not-for-sale */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: invalid-input */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: too-many-requests */
            429: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    getCart: {
        parameters: {
            query?: {
                country?: string;
            };
            header?: never;
            path: {
                cartId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        currency: string;
                        status: "open" | "checking-out" | "ordered";
                        lines: {
                            /** Format: uuid */
                            id: string;
                            /** Format: uuid */
                            variantId: string;
                            productId: string | null;
                            slug: string | null;
                            title: string;
                            sku: string | null;
                            options: {
                                [key: string]: string;
                            };
                            image: string | null;
                            quantity: number;
                            unitPrice: {
                                amount: number;
                                currency: string;
                            } | null;
                            compareAtPrice: {
                                amount: number;
                                currency: string;
                            } | null;
                            subtotal: {
                                amount: number;
                                currency: string;
                            } | null;
                            discounts: {
                                code: string | null;
                                title: string;
                                amount: {
                                    amount: number;
                                    currency: string;
                                };
                            }[];
                            tax: {
                                amount: number;
                                currency: string;
                            } | null;
                            total: {
                                amount: number;
                                currency: string;
                            } | null;
                            availability: {
                                available: boolean;
                                left: number | null;
                                message: string;
                            };
                            problem: ("not-for-sale" | "no-price" | "not-enough-stock") | null;
                        }[];
                        coupons: {
                            code: string;
                            applied: boolean;
                            reason: string | null;
                            title: string | null;
                        }[];
                        discounts: {
                            code: string | null;
                            title: string;
                            amount: {
                                amount: number;
                                currency: string;
                            };
                        }[];
                        shipping: null;
                        totals: {
                            subtotal: {
                                amount: number;
                                currency: string;
                            };
                            discountTotal: {
                                amount: number;
                                currency: string;
                            };
                            shippingTotal: {
                                amount: number;
                                currency: string;
                            };
                            taxTotal: {
                                amount: number;
                                currency: string;
                            };
                            total: {
                                amount: number;
                                currency: string;
                            };
                            pricesIncludeTax: boolean;
                            taxes: {
                                rateBasisPoints: number;
                                amount: {
                                    amount: number;
                                    currency: string;
                                };
                            }[];
                        };
                        orderId: string | null;
                    };
                };
            };
            /** @description Codes: invalid-input */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    addLines: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key repeats the first answer for 24 hours */
                "idempotency-key"?: string;
            };
            path: {
                cartId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    lines: {
                        /** Format: uuid */
                        variantId: string;
                        quantity: number;
                    }[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        currency: string;
                        status: "open" | "checking-out" | "ordered";
                        lines: {
                            /** Format: uuid */
                            id: string;
                            /** Format: uuid */
                            variantId: string;
                            productId: string | null;
                            slug: string | null;
                            title: string;
                            sku: string | null;
                            options: {
                                [key: string]: string;
                            };
                            image: string | null;
                            quantity: number;
                            unitPrice: {
                                amount: number;
                                currency: string;
                            } | null;
                            compareAtPrice: {
                                amount: number;
                                currency: string;
                            } | null;
                            subtotal: {
                                amount: number;
                                currency: string;
                            } | null;
                            discounts: {
                                code: string | null;
                                title: string;
                                amount: {
                                    amount: number;
                                    currency: string;
                                };
                            }[];
                            tax: {
                                amount: number;
                                currency: string;
                            } | null;
                            total: {
                                amount: number;
                                currency: string;
                            } | null;
                            availability: {
                                available: boolean;
                                left: number | null;
                                message: string;
                            };
                            problem: ("not-for-sale" | "no-price" | "not-enough-stock") | null;
                        }[];
                        coupons: {
                            code: string;
                            applied: boolean;
                            reason: string | null;
                            title: string | null;
                        }[];
                        discounts: {
                            code: string | null;
                            title: string;
                            amount: {
                                amount: number;
                                currency: string;
                            };
                        }[];
                        shipping: null;
                        totals: {
                            subtotal: {
                                amount: number;
                                currency: string;
                            };
                            discountTotal: {
                                amount: number;
                                currency: string;
                            };
                            shippingTotal: {
                                amount: number;
                                currency: string;
                            };
                            taxTotal: {
                                amount: number;
                                currency: string;
                            };
                            total: {
                                amount: number;
                                currency: string;
                            };
                            pricesIncludeTax: boolean;
                            taxes: {
                                rateBasisPoints: number;
                                amount: {
                                    amount: number;
                                    currency: string;
                                };
                            }[];
                        };
                        orderId: string | null;
                    };
                };
            };
            /** @description Codes: not-for-sale, too-many-lines, checkout-in-progress, cart-already-ordered */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: invalid-input */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    removeLine: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                cartId: string;
                lineId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        currency: string;
                        status: "open" | "checking-out" | "ordered";
                        lines: {
                            /** Format: uuid */
                            id: string;
                            /** Format: uuid */
                            variantId: string;
                            productId: string | null;
                            slug: string | null;
                            title: string;
                            sku: string | null;
                            options: {
                                [key: string]: string;
                            };
                            image: string | null;
                            quantity: number;
                            unitPrice: {
                                amount: number;
                                currency: string;
                            } | null;
                            compareAtPrice: {
                                amount: number;
                                currency: string;
                            } | null;
                            subtotal: {
                                amount: number;
                                currency: string;
                            } | null;
                            discounts: {
                                code: string | null;
                                title: string;
                                amount: {
                                    amount: number;
                                    currency: string;
                                };
                            }[];
                            tax: {
                                amount: number;
                                currency: string;
                            } | null;
                            total: {
                                amount: number;
                                currency: string;
                            } | null;
                            availability: {
                                available: boolean;
                                left: number | null;
                                message: string;
                            };
                            problem: ("not-for-sale" | "no-price" | "not-enough-stock") | null;
                        }[];
                        coupons: {
                            code: string;
                            applied: boolean;
                            reason: string | null;
                            title: string | null;
                        }[];
                        discounts: {
                            code: string | null;
                            title: string;
                            amount: {
                                amount: number;
                                currency: string;
                            };
                        }[];
                        shipping: null;
                        totals: {
                            subtotal: {
                                amount: number;
                                currency: string;
                            };
                            discountTotal: {
                                amount: number;
                                currency: string;
                            };
                            shippingTotal: {
                                amount: number;
                                currency: string;
                            };
                            taxTotal: {
                                amount: number;
                                currency: string;
                            };
                            total: {
                                amount: number;
                                currency: string;
                            };
                            pricesIncludeTax: boolean;
                            taxes: {
                                rateBasisPoints: number;
                                amount: {
                                    amount: number;
                                    currency: string;
                                };
                            }[];
                        };
                        orderId: string | null;
                    };
                };
            };
            /** @description Codes: checkout-in-progress, cart-already-ordered */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: invalid-input */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    changeLine: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                cartId: string;
                lineId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    quantity: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        currency: string;
                        status: "open" | "checking-out" | "ordered";
                        lines: {
                            /** Format: uuid */
                            id: string;
                            /** Format: uuid */
                            variantId: string;
                            productId: string | null;
                            slug: string | null;
                            title: string;
                            sku: string | null;
                            options: {
                                [key: string]: string;
                            };
                            image: string | null;
                            quantity: number;
                            unitPrice: {
                                amount: number;
                                currency: string;
                            } | null;
                            compareAtPrice: {
                                amount: number;
                                currency: string;
                            } | null;
                            subtotal: {
                                amount: number;
                                currency: string;
                            } | null;
                            discounts: {
                                code: string | null;
                                title: string;
                                amount: {
                                    amount: number;
                                    currency: string;
                                };
                            }[];
                            tax: {
                                amount: number;
                                currency: string;
                            } | null;
                            total: {
                                amount: number;
                                currency: string;
                            } | null;
                            availability: {
                                available: boolean;
                                left: number | null;
                                message: string;
                            };
                            problem: ("not-for-sale" | "no-price" | "not-enough-stock") | null;
                        }[];
                        coupons: {
                            code: string;
                            applied: boolean;
                            reason: string | null;
                            title: string | null;
                        }[];
                        discounts: {
                            code: string | null;
                            title: string;
                            amount: {
                                amount: number;
                                currency: string;
                            };
                        }[];
                        shipping: null;
                        totals: {
                            subtotal: {
                                amount: number;
                                currency: string;
                            };
                            discountTotal: {
                                amount: number;
                                currency: string;
                            };
                            shippingTotal: {
                                amount: number;
                                currency: string;
                            };
                            taxTotal: {
                                amount: number;
                                currency: string;
                            };
                            total: {
                                amount: number;
                                currency: string;
                            };
                            pricesIncludeTax: boolean;
                            taxes: {
                                rateBasisPoints: number;
                                amount: {
                                    amount: number;
                                    currency: string;
                                };
                            }[];
                        };
                        orderId: string | null;
                    };
                };
            };
            /** @description Codes: checkout-in-progress, cart-already-ordered */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: invalid-input */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    applyCoupon: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                cartId: string;
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        currency: string;
                        status: "open" | "checking-out" | "ordered";
                        lines: {
                            /** Format: uuid */
                            id: string;
                            /** Format: uuid */
                            variantId: string;
                            productId: string | null;
                            slug: string | null;
                            title: string;
                            sku: string | null;
                            options: {
                                [key: string]: string;
                            };
                            image: string | null;
                            quantity: number;
                            unitPrice: {
                                amount: number;
                                currency: string;
                            } | null;
                            compareAtPrice: {
                                amount: number;
                                currency: string;
                            } | null;
                            subtotal: {
                                amount: number;
                                currency: string;
                            } | null;
                            discounts: {
                                code: string | null;
                                title: string;
                                amount: {
                                    amount: number;
                                    currency: string;
                                };
                            }[];
                            tax: {
                                amount: number;
                                currency: string;
                            } | null;
                            total: {
                                amount: number;
                                currency: string;
                            } | null;
                            availability: {
                                available: boolean;
                                left: number | null;
                                message: string;
                            };
                            problem: ("not-for-sale" | "no-price" | "not-enough-stock") | null;
                        }[];
                        coupons: {
                            code: string;
                            applied: boolean;
                            reason: string | null;
                            title: string | null;
                        }[];
                        discounts: {
                            code: string | null;
                            title: string;
                            amount: {
                                amount: number;
                                currency: string;
                            };
                        }[];
                        shipping: null;
                        totals: {
                            subtotal: {
                                amount: number;
                                currency: string;
                            };
                            discountTotal: {
                                amount: number;
                                currency: string;
                            };
                            shippingTotal: {
                                amount: number;
                                currency: string;
                            };
                            taxTotal: {
                                amount: number;
                                currency: string;
                            };
                            total: {
                                amount: number;
                                currency: string;
                            };
                            pricesIncludeTax: boolean;
                            taxes: {
                                rateBasisPoints: number;
                                amount: {
                                    amount: number;
                                    currency: string;
                                };
                            }[];
                        };
                        orderId: string | null;
                    };
                };
            };
            /** @description Codes: coupon-not-valid, too-many-coupons, checkout-in-progress, cart-already-ordered */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: invalid-input */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: too-many-requests */
            429: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    removeCoupon: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                cartId: string;
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        currency: string;
                        status: "open" | "checking-out" | "ordered";
                        lines: {
                            /** Format: uuid */
                            id: string;
                            /** Format: uuid */
                            variantId: string;
                            productId: string | null;
                            slug: string | null;
                            title: string;
                            sku: string | null;
                            options: {
                                [key: string]: string;
                            };
                            image: string | null;
                            quantity: number;
                            unitPrice: {
                                amount: number;
                                currency: string;
                            } | null;
                            compareAtPrice: {
                                amount: number;
                                currency: string;
                            } | null;
                            subtotal: {
                                amount: number;
                                currency: string;
                            } | null;
                            discounts: {
                                code: string | null;
                                title: string;
                                amount: {
                                    amount: number;
                                    currency: string;
                                };
                            }[];
                            tax: {
                                amount: number;
                                currency: string;
                            } | null;
                            total: {
                                amount: number;
                                currency: string;
                            } | null;
                            availability: {
                                available: boolean;
                                left: number | null;
                                message: string;
                            };
                            problem: ("not-for-sale" | "no-price" | "not-enough-stock") | null;
                        }[];
                        coupons: {
                            code: string;
                            applied: boolean;
                            reason: string | null;
                            title: string | null;
                        }[];
                        discounts: {
                            code: string | null;
                            title: string;
                            amount: {
                                amount: number;
                                currency: string;
                            };
                        }[];
                        shipping: null;
                        totals: {
                            subtotal: {
                                amount: number;
                                currency: string;
                            };
                            discountTotal: {
                                amount: number;
                                currency: string;
                            };
                            shippingTotal: {
                                amount: number;
                                currency: string;
                            };
                            taxTotal: {
                                amount: number;
                                currency: string;
                            };
                            total: {
                                amount: number;
                                currency: string;
                            };
                            pricesIncludeTax: boolean;
                            taxes: {
                                rateBasisPoints: number;
                                amount: {
                                    amount: number;
                                    currency: string;
                                };
                            }[];
                        };
                        orderId: string | null;
                    };
                };
            };
            /** @description Codes: checkout-in-progress, cart-already-ordered */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: invalid-input */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    listShippingOptions: {
        parameters: {
            query?: {
                country?: string;
            };
            header?: never;
            path: {
                cartId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            name: string;
                            names: {
                                [key: string]: string;
                            };
                            deliveryDays?: {
                                min: number;
                                max: number;
                            };
                            price: {
                                amount: number;
                                currency: string;
                            };
                        }[];
                    };
                };
            };
            /** @description Codes: invalid-input */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    getMyCart: {
        parameters: {
            query?: {
                country?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        currency: string;
                        status: "open" | "checking-out" | "ordered";
                        lines: {
                            /** Format: uuid */
                            id: string;
                            /** Format: uuid */
                            variantId: string;
                            productId: string | null;
                            slug: string | null;
                            title: string;
                            sku: string | null;
                            options: {
                                [key: string]: string;
                            };
                            image: string | null;
                            quantity: number;
                            unitPrice: {
                                amount: number;
                                currency: string;
                            } | null;
                            compareAtPrice: {
                                amount: number;
                                currency: string;
                            } | null;
                            subtotal: {
                                amount: number;
                                currency: string;
                            } | null;
                            discounts: {
                                code: string | null;
                                title: string;
                                amount: {
                                    amount: number;
                                    currency: string;
                                };
                            }[];
                            tax: {
                                amount: number;
                                currency: string;
                            } | null;
                            total: {
                                amount: number;
                                currency: string;
                            } | null;
                            availability: {
                                available: boolean;
                                left: number | null;
                                message: string;
                            };
                            problem: ("not-for-sale" | "no-price" | "not-enough-stock") | null;
                        }[];
                        coupons: {
                            code: string;
                            applied: boolean;
                            reason: string | null;
                            title: string | null;
                        }[];
                        discounts: {
                            code: string | null;
                            title: string;
                            amount: {
                                amount: number;
                                currency: string;
                            };
                        }[];
                        shipping: null;
                        totals: {
                            subtotal: {
                                amount: number;
                                currency: string;
                            };
                            discountTotal: {
                                amount: number;
                                currency: string;
                            };
                            shippingTotal: {
                                amount: number;
                                currency: string;
                            };
                            taxTotal: {
                                amount: number;
                                currency: string;
                            };
                            total: {
                                amount: number;
                                currency: string;
                            };
                            pricesIncludeTax: boolean;
                            taxes: {
                                rateBasisPoints: number;
                                amount: {
                                    amount: number;
                                    currency: string;
                                };
                            }[];
                        };
                        orderId: string | null;
                    };
                };
            };
            /** @description Codes: invalid-input */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    putMyCart: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    cartId: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        currency: string;
                        status: "open" | "checking-out" | "ordered";
                        lines: {
                            /** Format: uuid */
                            id: string;
                            /** Format: uuid */
                            variantId: string;
                            productId: string | null;
                            slug: string | null;
                            title: string;
                            sku: string | null;
                            options: {
                                [key: string]: string;
                            };
                            image: string | null;
                            quantity: number;
                            unitPrice: {
                                amount: number;
                                currency: string;
                            } | null;
                            compareAtPrice: {
                                amount: number;
                                currency: string;
                            } | null;
                            subtotal: {
                                amount: number;
                                currency: string;
                            } | null;
                            discounts: {
                                code: string | null;
                                title: string;
                                amount: {
                                    amount: number;
                                    currency: string;
                                };
                            }[];
                            tax: {
                                amount: number;
                                currency: string;
                            } | null;
                            total: {
                                amount: number;
                                currency: string;
                            } | null;
                            availability: {
                                available: boolean;
                                left: number | null;
                                message: string;
                            };
                            problem: ("not-for-sale" | "no-price" | "not-enough-stock") | null;
                        }[];
                        coupons: {
                            code: string;
                            applied: boolean;
                            reason: string | null;
                            title: string | null;
                        }[];
                        discounts: {
                            code: string | null;
                            title: string;
                            amount: {
                                amount: number;
                                currency: string;
                            };
                        }[];
                        shipping: null;
                        totals: {
                            subtotal: {
                                amount: number;
                                currency: string;
                            };
                            discountTotal: {
                                amount: number;
                                currency: string;
                            };
                            shippingTotal: {
                                amount: number;
                                currency: string;
                            };
                            taxTotal: {
                                amount: number;
                                currency: string;
                            };
                            total: {
                                amount: number;
                                currency: string;
                            };
                            pricesIncludeTax: boolean;
                            taxes: {
                                rateBasisPoints: number;
                                amount: {
                                    amount: number;
                                    currency: string;
                                };
                            }[];
                        };
                        orderId: string | null;
                    };
                };
            };
            /** @description Codes: too-many-lines, checkout-in-progress, cart-already-ordered */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: invalid-input */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    receiveWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                provider: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        received: boolean;
                    };
                };
            };
            /** @description Codes: webhook-stale, webhook-malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: webhook-signature-wrong */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: invalid-input */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    listPaymentMethods: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            method: string;
                            title: string;
                        }[];
                    };
                };
            };
            /** @description Codes: invalid-input */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    listPayments: {
        parameters: {
            query?: {
                orderId?: string;
                attemptId?: string;
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            tryId: string;
                            /** Format: uuid */
                            attemptId: string;
                            orderId: string | null;
                            provider: string;
                            method: string;
                            paymentId: string | null;
                            status: string;
                            reason: string | null;
                            amount: {
                                amount: number;
                                currency: string;
                            };
                            captured: {
                                amount: number;
                                currency: string;
                            };
                            refunded: {
                                amount: number;
                                currency: string;
                            };
                            captures: {
                                /** Format: uuid */
                                id: string;
                                amount: {
                                    amount: number;
                                    currency: string;
                                };
                                status: string;
                                reason: string | null;
                                /** Format: date-time */
                                createdAt: string;
                            }[];
                            refunds: {
                                /** Format: uuid */
                                id: string;
                                amount: {
                                    amount: number;
                                    currency: string;
                                };
                                status: string;
                                reason: string | null;
                                /** Format: date-time */
                                createdAt: string;
                            }[];
                            history: {
                                from: string | null;
                                to: string;
                                cause: string;
                                /** Format: date-time */
                                at: string;
                            }[];
                            /** Format: date-time */
                            createdAt: string;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Codes: invalid-input */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    getReconciliation: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        lastRun: {
                            /** Format: uuid */
                            id: string;
                            provider: string;
                            status: "running" | "finished" | "failed";
                            comparedCount: number;
                            disagreementCount: number;
                            /** Format: date-time */
                            startedAt: string;
                            finishedAt: string | null;
                        } | null;
                        items: {
                            /** Format: uuid */
                            id: string;
                            provider: string;
                            key: string;
                            kind: "missing-at-provider" | "missing-in-our-books" | "status-differs" | "amount-differs" | "captured-differs" | "refunded-differs";
                            ours: string | null;
                            theirs: string | null;
                            /** Format: date-time */
                            firstSeenAt: string;
                            /** Format: date-time */
                            lastSeenAt: string;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Codes: invalid-input */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    startReconciliation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        provider: string;
                        status: "running" | "finished" | "failed";
                        comparedCount: number;
                        disagreementCount: number;
                        /** Format: date-time */
                        startedAt: string;
                        finishedAt: string | null;
                    };
                };
            };
            /** @description Codes: invalid-input, payment-method-unavailable */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    getOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        number: string;
                        status: "placed" | "partly-fulfilled" | "fulfilled" | "cancelled";
                        paymentStatus: "authorised" | "partly-captured" | "captured" | "capture-failed" | "partly-refunded" | "refunded" | "voided";
                        /** Format: date-time */
                        createdAt: string;
                        currency: string;
                        /** Format: email */
                        email: string;
                        lines: {
                            /** Format: uuid */
                            lineId: string;
                            /** Format: uuid */
                            variantId: string;
                            /** Format: uuid */
                            productId: string;
                            slug: string;
                            sku: string | null;
                            title: string;
                            options: {
                                [key: string]: string;
                            };
                            imageUrl: string | null;
                            quantity: number;
                            unitPrice: {
                                amount: number;
                                currency: string;
                            };
                            discountTotal: {
                                amount: number;
                                currency: string;
                            };
                            taxRateBasisPoints: number;
                            tax: {
                                amount: number;
                                currency: string;
                            };
                            total: {
                                amount: number;
                                currency: string;
                            };
                            discounts: {
                                code: string | null;
                                title: string;
                                amount: {
                                    amount: number;
                                    currency: string;
                                };
                            }[];
                            fulfilledQuantity: number;
                            cancelledQuantity: number;
                        }[];
                        discounts: {
                            code: string | null;
                            title: string;
                            amount: {
                                amount: number;
                                currency: string;
                            };
                        }[];
                        shipping: {
                            optionId: string;
                            name: string;
                            deliveryDays?: {
                                min: number;
                                max: number;
                            };
                            price: {
                                amount: number;
                                currency: string;
                            };
                            discount: {
                                amount: number;
                                currency: string;
                            };
                            taxRateBasisPoints: number;
                            tax: {
                                amount: number;
                                currency: string;
                            };
                            total: {
                                amount: number;
                                currency: string;
                            };
                        } | null;
                        totals: {
                            subtotal: {
                                amount: number;
                                currency: string;
                            };
                            discountTotal: {
                                amount: number;
                                currency: string;
                            };
                            shippingTotal: {
                                amount: number;
                                currency: string;
                            };
                            taxTotal: {
                                amount: number;
                                currency: string;
                            };
                            total: {
                                amount: number;
                                currency: string;
                            };
                            pricesIncludeTax: boolean;
                            taxes: {
                                rateBasisPoints: number;
                                amount: {
                                    amount: number;
                                    currency: string;
                                };
                            }[];
                        };
                        shippingAddress: {
                            firstName: string;
                            lastName: string;
                            company?: string;
                            line1: string;
                            line2?: string;
                            postalCode: string;
                            city: string;
                            region?: string;
                            country: string;
                            phone?: string;
                        };
                        billingAddress: {
                            firstName: string;
                            lastName: string;
                            company?: string;
                            line1: string;
                            line2?: string;
                            postalCode: string;
                            city: string;
                            region?: string;
                            country: string;
                            phone?: string;
                        } | null;
                        fulfilments: {
                            /** Format: uuid */
                            id: string;
                            /** Format: date-time */
                            createdAt: string;
                            carrier: string | null;
                            trackingNumber: string | null;
                            trackingUrl: string | null;
                            lines: {
                                /** Format: uuid */
                                lineId: string;
                                quantity: number;
                            }[];
                        }[];
                        refunds: {
                            /** Format: uuid */
                            id: string;
                            /** Format: date-time */
                            createdAt: string;
                            amount: {
                                amount: number;
                                currency: string;
                            };
                            status: "requested" | "refunded" | "failed";
                            lines: {
                                /** Format: uuid */
                                lineId: string;
                                quantity: number;
                            }[];
                        }[];
                        withdrawals: {
                            /** Format: uuid */
                            id: string;
                            /** Format: date-time */
                            declaredAt: string;
                            name: string;
                            goods: string | null;
                        }[];
                        canBeCancelled: boolean;
                    };
                };
            };
            /** @description Codes: invalid-input */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    cancelOrder: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key repeats the first answer for 24 hours */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        number: string;
                        status: "placed" | "partly-fulfilled" | "fulfilled" | "cancelled";
                        paymentStatus: "authorised" | "partly-captured" | "captured" | "capture-failed" | "partly-refunded" | "refunded" | "voided";
                        /** Format: date-time */
                        createdAt: string;
                        currency: string;
                        /** Format: email */
                        email: string;
                        lines: {
                            /** Format: uuid */
                            lineId: string;
                            /** Format: uuid */
                            variantId: string;
                            /** Format: uuid */
                            productId: string;
                            slug: string;
                            sku: string | null;
                            title: string;
                            options: {
                                [key: string]: string;
                            };
                            imageUrl: string | null;
                            quantity: number;
                            unitPrice: {
                                amount: number;
                                currency: string;
                            };
                            discountTotal: {
                                amount: number;
                                currency: string;
                            };
                            taxRateBasisPoints: number;
                            tax: {
                                amount: number;
                                currency: string;
                            };
                            total: {
                                amount: number;
                                currency: string;
                            };
                            discounts: {
                                code: string | null;
                                title: string;
                                amount: {
                                    amount: number;
                                    currency: string;
                                };
                            }[];
                            fulfilledQuantity: number;
                            cancelledQuantity: number;
                        }[];
                        discounts: {
                            code: string | null;
                            title: string;
                            amount: {
                                amount: number;
                                currency: string;
                            };
                        }[];
                        shipping: {
                            optionId: string;
                            name: string;
                            deliveryDays?: {
                                min: number;
                                max: number;
                            };
                            price: {
                                amount: number;
                                currency: string;
                            };
                            discount: {
                                amount: number;
                                currency: string;
                            };
                            taxRateBasisPoints: number;
                            tax: {
                                amount: number;
                                currency: string;
                            };
                            total: {
                                amount: number;
                                currency: string;
                            };
                        } | null;
                        totals: {
                            subtotal: {
                                amount: number;
                                currency: string;
                            };
                            discountTotal: {
                                amount: number;
                                currency: string;
                            };
                            shippingTotal: {
                                amount: number;
                                currency: string;
                            };
                            taxTotal: {
                                amount: number;
                                currency: string;
                            };
                            total: {
                                amount: number;
                                currency: string;
                            };
                            pricesIncludeTax: boolean;
                            taxes: {
                                rateBasisPoints: number;
                                amount: {
                                    amount: number;
                                    currency: string;
                                };
                            }[];
                        };
                        shippingAddress: {
                            firstName: string;
                            lastName: string;
                            company?: string;
                            line1: string;
                            line2?: string;
                            postalCode: string;
                            city: string;
                            region?: string;
                            country: string;
                            phone?: string;
                        };
                        billingAddress: {
                            firstName: string;
                            lastName: string;
                            company?: string;
                            line1: string;
                            line2?: string;
                            postalCode: string;
                            city: string;
                            region?: string;
                            country: string;
                            phone?: string;
                        } | null;
                        fulfilments: {
                            /** Format: uuid */
                            id: string;
                            /** Format: date-time */
                            createdAt: string;
                            carrier: string | null;
                            trackingNumber: string | null;
                            trackingUrl: string | null;
                            lines: {
                                /** Format: uuid */
                                lineId: string;
                                quantity: number;
                            }[];
                        }[];
                        refunds: {
                            /** Format: uuid */
                            id: string;
                            /** Format: date-time */
                            createdAt: string;
                            amount: {
                                amount: number;
                                currency: string;
                            };
                            status: "requested" | "refunded" | "failed";
                            lines: {
                                /** Format: uuid */
                                lineId: string;
                                quantity: number;
                            }[];
                        }[];
                        withdrawals: {
                            /** Format: uuid */
                            id: string;
                            /** Format: date-time */
                            declaredAt: string;
                            name: string;
                            goods: string | null;
                        }[];
                        canBeCancelled: boolean;
                    };
                };
            };
            /** @description Codes: cannot-cancel */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: invalid-input */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    withdrawFromOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    goods?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        number: string;
                        /** Format: uuid */
                        id: string;
                        /** Format: date-time */
                        declaredAt: string;
                        name: string;
                        goods: string | null;
                    };
                };
            };
            /** @description Codes: too-many-withdrawals */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: invalid-input */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: too-many-requests */
            429: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    withdrawByNumber: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    goods?: string;
                    number: string;
                    /** Format: email */
                    email: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        number: string;
                        /** Format: uuid */
                        id: string;
                        /** Format: date-time */
                        declaredAt: string;
                        name: string;
                        goods: string | null;
                    };
                };
            };
            /** @description Codes: not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: too-many-withdrawals */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: invalid-input */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: too-many-requests */
            429: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    listMyOrders: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            id: string;
                            number: string;
                            status: "placed" | "partly-fulfilled" | "fulfilled" | "cancelled";
                            paymentStatus: "authorised" | "partly-captured" | "captured" | "capture-failed" | "partly-refunded" | "refunded" | "voided";
                            /** Format: date-time */
                            createdAt: string;
                            total: {
                                amount: number;
                                currency: string;
                            };
                            quantity: number;
                            title: string;
                            imageUrl: string | null;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Codes: invalid-input */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    exportOrders: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            id: string;
                            number: string;
                            status: "placed" | "partly-fulfilled" | "fulfilled" | "cancelled";
                            paymentStatus: "authorised" | "partly-captured" | "captured" | "capture-failed" | "partly-refunded" | "refunded" | "voided";
                            /** Format: date-time */
                            createdAt: string;
                            currency: string;
                            /** Format: email */
                            email: string;
                            lines: {
                                /** Format: uuid */
                                lineId: string;
                                /** Format: uuid */
                                variantId: string;
                                /** Format: uuid */
                                productId: string;
                                slug: string;
                                sku: string | null;
                                title: string;
                                options: {
                                    [key: string]: string;
                                };
                                imageUrl: string | null;
                                quantity: number;
                                unitPrice: {
                                    amount: number;
                                    currency: string;
                                };
                                discountTotal: {
                                    amount: number;
                                    currency: string;
                                };
                                taxRateBasisPoints: number;
                                tax: {
                                    amount: number;
                                    currency: string;
                                };
                                total: {
                                    amount: number;
                                    currency: string;
                                };
                                discounts: {
                                    code: string | null;
                                    title: string;
                                    amount: {
                                        amount: number;
                                        currency: string;
                                    };
                                }[];
                                fulfilledQuantity: number;
                                cancelledQuantity: number;
                            }[];
                            discounts: {
                                code: string | null;
                                title: string;
                                amount: {
                                    amount: number;
                                    currency: string;
                                };
                            }[];
                            shipping: {
                                optionId: string;
                                name: string;
                                deliveryDays?: {
                                    min: number;
                                    max: number;
                                };
                                price: {
                                    amount: number;
                                    currency: string;
                                };
                                discount: {
                                    amount: number;
                                    currency: string;
                                };
                                taxRateBasisPoints: number;
                                tax: {
                                    amount: number;
                                    currency: string;
                                };
                                total: {
                                    amount: number;
                                    currency: string;
                                };
                            } | null;
                            totals: {
                                subtotal: {
                                    amount: number;
                                    currency: string;
                                };
                                discountTotal: {
                                    amount: number;
                                    currency: string;
                                };
                                shippingTotal: {
                                    amount: number;
                                    currency: string;
                                };
                                taxTotal: {
                                    amount: number;
                                    currency: string;
                                };
                                total: {
                                    amount: number;
                                    currency: string;
                                };
                                pricesIncludeTax: boolean;
                                taxes: {
                                    rateBasisPoints: number;
                                    amount: {
                                        amount: number;
                                        currency: string;
                                    };
                                }[];
                            };
                            shippingAddress: {
                                firstName: string;
                                lastName: string;
                                company?: string;
                                line1: string;
                                line2?: string;
                                postalCode: string;
                                city: string;
                                region?: string;
                                country: string;
                                phone?: string;
                            };
                            billingAddress: {
                                firstName: string;
                                lastName: string;
                                company?: string;
                                line1: string;
                                line2?: string;
                                postalCode: string;
                                city: string;
                                region?: string;
                                country: string;
                                phone?: string;
                            } | null;
                            fulfilments: {
                                /** Format: uuid */
                                id: string;
                                /** Format: date-time */
                                createdAt: string;
                                carrier: string | null;
                                trackingNumber: string | null;
                                trackingUrl: string | null;
                                lines: {
                                    /** Format: uuid */
                                    lineId: string;
                                    quantity: number;
                                }[];
                            }[];
                            refunds: {
                                /** Format: uuid */
                                id: string;
                                /** Format: date-time */
                                createdAt: string;
                                amount: {
                                    amount: number;
                                    currency: string;
                                };
                                status: "requested" | "refunded" | "failed";
                                lines: {
                                    /** Format: uuid */
                                    lineId: string;
                                    quantity: number;
                                }[];
                            }[];
                            withdrawals: {
                                /** Format: uuid */
                                id: string;
                                /** Format: date-time */
                                declaredAt: string;
                                name: string;
                                goods: string | null;
                            }[];
                            canBeCancelled: boolean;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Codes: invalid-input */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    listOrders: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                status?: "placed" | "partly-fulfilled" | "fulfilled" | "cancelled";
                withdrawal?: "open";
                q?: string;
                from?: string;
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            id: string;
                            number: string;
                            status: "placed" | "partly-fulfilled" | "fulfilled" | "cancelled";
                            paymentStatus: "authorised" | "partly-captured" | "captured" | "capture-failed" | "partly-refunded" | "refunded" | "voided";
                            /** Format: date-time */
                            createdAt: string;
                            total: {
                                amount: number;
                                currency: string;
                            };
                            quantity: number;
                            title: string;
                            imageUrl: string | null;
                            /** Format: email */
                            email: string;
                            withdrawalOpenSince: string | null;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Codes: invalid-input */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    getOrderForStaff: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        number: string;
                        status: "placed" | "partly-fulfilled" | "fulfilled" | "cancelled";
                        paymentStatus: "authorised" | "partly-captured" | "captured" | "capture-failed" | "partly-refunded" | "refunded" | "voided";
                        /** Format: date-time */
                        createdAt: string;
                        currency: string;
                        /** Format: email */
                        email: string;
                        lines: {
                            /** Format: uuid */
                            lineId: string;
                            /** Format: uuid */
                            variantId: string;
                            /** Format: uuid */
                            productId: string;
                            slug: string;
                            sku: string | null;
                            title: string;
                            options: {
                                [key: string]: string;
                            };
                            imageUrl: string | null;
                            quantity: number;
                            unitPrice: {
                                amount: number;
                                currency: string;
                            };
                            discountTotal: {
                                amount: number;
                                currency: string;
                            };
                            taxRateBasisPoints: number;
                            tax: {
                                amount: number;
                                currency: string;
                            };
                            total: {
                                amount: number;
                                currency: string;
                            };
                            discounts: {
                                code: string | null;
                                title: string;
                                amount: {
                                    amount: number;
                                    currency: string;
                                };
                            }[];
                            fulfilledQuantity: number;
                            cancelledQuantity: number;
                        }[];
                        discounts: {
                            code: string | null;
                            title: string;
                            amount: {
                                amount: number;
                                currency: string;
                            };
                        }[];
                        shipping: {
                            optionId: string;
                            name: string;
                            deliveryDays?: {
                                min: number;
                                max: number;
                            };
                            price: {
                                amount: number;
                                currency: string;
                            };
                            discount: {
                                amount: number;
                                currency: string;
                            };
                            taxRateBasisPoints: number;
                            tax: {
                                amount: number;
                                currency: string;
                            };
                            total: {
                                amount: number;
                                currency: string;
                            };
                        } | null;
                        totals: {
                            subtotal: {
                                amount: number;
                                currency: string;
                            };
                            discountTotal: {
                                amount: number;
                                currency: string;
                            };
                            shippingTotal: {
                                amount: number;
                                currency: string;
                            };
                            taxTotal: {
                                amount: number;
                                currency: string;
                            };
                            total: {
                                amount: number;
                                currency: string;
                            };
                            pricesIncludeTax: boolean;
                            taxes: {
                                rateBasisPoints: number;
                                amount: {
                                    amount: number;
                                    currency: string;
                                };
                            }[];
                        };
                        shippingAddress: {
                            firstName: string;
                            lastName: string;
                            company?: string;
                            line1: string;
                            line2?: string;
                            postalCode: string;
                            city: string;
                            region?: string;
                            country: string;
                            phone?: string;
                        };
                        billingAddress: {
                            firstName: string;
                            lastName: string;
                            company?: string;
                            line1: string;
                            line2?: string;
                            postalCode: string;
                            city: string;
                            region?: string;
                            country: string;
                            phone?: string;
                        } | null;
                        fulfilments: {
                            /** Format: uuid */
                            id: string;
                            /** Format: date-time */
                            createdAt: string;
                            carrier: string | null;
                            trackingNumber: string | null;
                            trackingUrl: string | null;
                            lines: {
                                /** Format: uuid */
                                lineId: string;
                                quantity: number;
                            }[];
                            captureAmount: {
                                amount: number;
                                currency: string;
                            };
                            captureStatus: "requested" | "captured" | "failed" | "not-needed";
                            captureFailure: string | null;
                        }[];
                        refunds: {
                            /** Format: uuid */
                            id: string;
                            /** Format: date-time */
                            createdAt: string;
                            amount: {
                                amount: number;
                                currency: string;
                            };
                            status: "requested" | "refunded" | "failed";
                            lines: {
                                /** Format: uuid */
                                lineId: string;
                                quantity: number;
                            }[];
                            reason: string;
                            failure: string | null;
                        }[];
                        withdrawals: {
                            /** Format: uuid */
                            id: string;
                            /** Format: date-time */
                            declaredAt: string;
                            name: string;
                            goods: string | null;
                            handledAt: string | null;
                        }[];
                        canBeCancelled: boolean;
                        /** Format: uuid */
                        attemptId: string;
                        /** Format: uuid */
                        paymentTryId: string;
                        shopperId: string | null;
                        isErased: boolean;
                        locale: string;
                        couponCodes: string[];
                        captured: {
                            amount: number;
                            currency: string;
                        };
                        refunded: {
                            amount: number;
                            currency: string;
                        };
                        refundable: {
                            amount: number;
                            currency: string;
                        };
                    };
                };
            };
            /** @description Codes: invalid-input */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    createFulfilment: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key repeats the first answer for 24 hours */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    lines?: {
                        /** Format: uuid */
                        lineId: string;
                        quantity: number;
                    }[];
                    carrier?: string;
                    trackingNumber?: string;
                    trackingUrl?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        fulfilment: {
                            /** Format: uuid */
                            id: string;
                            /** Format: date-time */
                            createdAt: string;
                            carrier: string | null;
                            trackingNumber: string | null;
                            trackingUrl: string | null;
                            lines: {
                                /** Format: uuid */
                                lineId: string;
                                quantity: number;
                            }[];
                            captureAmount: {
                                amount: number;
                                currency: string;
                            };
                            captureStatus: "requested" | "captured" | "failed" | "not-needed";
                            captureFailure: string | null;
                        };
                        order: {
                            /** Format: uuid */
                            id: string;
                            number: string;
                            status: "placed" | "partly-fulfilled" | "fulfilled" | "cancelled";
                            paymentStatus: "authorised" | "partly-captured" | "captured" | "capture-failed" | "partly-refunded" | "refunded" | "voided";
                            /** Format: date-time */
                            createdAt: string;
                            currency: string;
                            /** Format: email */
                            email: string;
                            lines: {
                                /** Format: uuid */
                                lineId: string;
                                /** Format: uuid */
                                variantId: string;
                                /** Format: uuid */
                                productId: string;
                                slug: string;
                                sku: string | null;
                                title: string;
                                options: {
                                    [key: string]: string;
                                };
                                imageUrl: string | null;
                                quantity: number;
                                unitPrice: {
                                    amount: number;
                                    currency: string;
                                };
                                discountTotal: {
                                    amount: number;
                                    currency: string;
                                };
                                taxRateBasisPoints: number;
                                tax: {
                                    amount: number;
                                    currency: string;
                                };
                                total: {
                                    amount: number;
                                    currency: string;
                                };
                                discounts: {
                                    code: string | null;
                                    title: string;
                                    amount: {
                                        amount: number;
                                        currency: string;
                                    };
                                }[];
                                fulfilledQuantity: number;
                                cancelledQuantity: number;
                            }[];
                            discounts: {
                                code: string | null;
                                title: string;
                                amount: {
                                    amount: number;
                                    currency: string;
                                };
                            }[];
                            shipping: {
                                optionId: string;
                                name: string;
                                deliveryDays?: {
                                    min: number;
                                    max: number;
                                };
                                price: {
                                    amount: number;
                                    currency: string;
                                };
                                discount: {
                                    amount: number;
                                    currency: string;
                                };
                                taxRateBasisPoints: number;
                                tax: {
                                    amount: number;
                                    currency: string;
                                };
                                total: {
                                    amount: number;
                                    currency: string;
                                };
                            } | null;
                            totals: {
                                subtotal: {
                                    amount: number;
                                    currency: string;
                                };
                                discountTotal: {
                                    amount: number;
                                    currency: string;
                                };
                                shippingTotal: {
                                    amount: number;
                                    currency: string;
                                };
                                taxTotal: {
                                    amount: number;
                                    currency: string;
                                };
                                total: {
                                    amount: number;
                                    currency: string;
                                };
                                pricesIncludeTax: boolean;
                                taxes: {
                                    rateBasisPoints: number;
                                    amount: {
                                        amount: number;
                                        currency: string;
                                    };
                                }[];
                            };
                            shippingAddress: {
                                firstName: string;
                                lastName: string;
                                company?: string;
                                line1: string;
                                line2?: string;
                                postalCode: string;
                                city: string;
                                region?: string;
                                country: string;
                                phone?: string;
                            };
                            billingAddress: {
                                firstName: string;
                                lastName: string;
                                company?: string;
                                line1: string;
                                line2?: string;
                                postalCode: string;
                                city: string;
                                region?: string;
                                country: string;
                                phone?: string;
                            } | null;
                            fulfilments: {
                                /** Format: uuid */
                                id: string;
                                /** Format: date-time */
                                createdAt: string;
                                carrier: string | null;
                                trackingNumber: string | null;
                                trackingUrl: string | null;
                                lines: {
                                    /** Format: uuid */
                                    lineId: string;
                                    quantity: number;
                                }[];
                                captureAmount: {
                                    amount: number;
                                    currency: string;
                                };
                                captureStatus: "requested" | "captured" | "failed" | "not-needed";
                                captureFailure: string | null;
                            }[];
                            refunds: {
                                /** Format: uuid */
                                id: string;
                                /** Format: date-time */
                                createdAt: string;
                                amount: {
                                    amount: number;
                                    currency: string;
                                };
                                status: "requested" | "refunded" | "failed";
                                lines: {
                                    /** Format: uuid */
                                    lineId: string;
                                    quantity: number;
                                }[];
                                reason: string;
                                failure: string | null;
                            }[];
                            withdrawals: {
                                /** Format: uuid */
                                id: string;
                                /** Format: date-time */
                                declaredAt: string;
                                name: string;
                                goods: string | null;
                                handledAt: string | null;
                            }[];
                            canBeCancelled: boolean;
                            /** Format: uuid */
                            attemptId: string;
                            /** Format: uuid */
                            paymentTryId: string;
                            shopperId: string | null;
                            isErased: boolean;
                            locale: string;
                            couponCodes: string[];
                            captured: {
                                amount: number;
                                currency: string;
                            };
                            refunded: {
                                amount: number;
                                currency: string;
                            };
                            refundable: {
                                amount: number;
                                currency: string;
                            };
                        };
                    };
                };
            };
            /** @description Codes: cannot-fulfil */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: invalid-input */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    retryCapture: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key repeats the first answer for 24 hours */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
                fulfilmentId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        number: string;
                        status: "placed" | "partly-fulfilled" | "fulfilled" | "cancelled";
                        paymentStatus: "authorised" | "partly-captured" | "captured" | "capture-failed" | "partly-refunded" | "refunded" | "voided";
                        /** Format: date-time */
                        createdAt: string;
                        currency: string;
                        /** Format: email */
                        email: string;
                        lines: {
                            /** Format: uuid */
                            lineId: string;
                            /** Format: uuid */
                            variantId: string;
                            /** Format: uuid */
                            productId: string;
                            slug: string;
                            sku: string | null;
                            title: string;
                            options: {
                                [key: string]: string;
                            };
                            imageUrl: string | null;
                            quantity: number;
                            unitPrice: {
                                amount: number;
                                currency: string;
                            };
                            discountTotal: {
                                amount: number;
                                currency: string;
                            };
                            taxRateBasisPoints: number;
                            tax: {
                                amount: number;
                                currency: string;
                            };
                            total: {
                                amount: number;
                                currency: string;
                            };
                            discounts: {
                                code: string | null;
                                title: string;
                                amount: {
                                    amount: number;
                                    currency: string;
                                };
                            }[];
                            fulfilledQuantity: number;
                            cancelledQuantity: number;
                        }[];
                        discounts: {
                            code: string | null;
                            title: string;
                            amount: {
                                amount: number;
                                currency: string;
                            };
                        }[];
                        shipping: {
                            optionId: string;
                            name: string;
                            deliveryDays?: {
                                min: number;
                                max: number;
                            };
                            price: {
                                amount: number;
                                currency: string;
                            };
                            discount: {
                                amount: number;
                                currency: string;
                            };
                            taxRateBasisPoints: number;
                            tax: {
                                amount: number;
                                currency: string;
                            };
                            total: {
                                amount: number;
                                currency: string;
                            };
                        } | null;
                        totals: {
                            subtotal: {
                                amount: number;
                                currency: string;
                            };
                            discountTotal: {
                                amount: number;
                                currency: string;
                            };
                            shippingTotal: {
                                amount: number;
                                currency: string;
                            };
                            taxTotal: {
                                amount: number;
                                currency: string;
                            };
                            total: {
                                amount: number;
                                currency: string;
                            };
                            pricesIncludeTax: boolean;
                            taxes: {
                                rateBasisPoints: number;
                                amount: {
                                    amount: number;
                                    currency: string;
                                };
                            }[];
                        };
                        shippingAddress: {
                            firstName: string;
                            lastName: string;
                            company?: string;
                            line1: string;
                            line2?: string;
                            postalCode: string;
                            city: string;
                            region?: string;
                            country: string;
                            phone?: string;
                        };
                        billingAddress: {
                            firstName: string;
                            lastName: string;
                            company?: string;
                            line1: string;
                            line2?: string;
                            postalCode: string;
                            city: string;
                            region?: string;
                            country: string;
                            phone?: string;
                        } | null;
                        fulfilments: {
                            /** Format: uuid */
                            id: string;
                            /** Format: date-time */
                            createdAt: string;
                            carrier: string | null;
                            trackingNumber: string | null;
                            trackingUrl: string | null;
                            lines: {
                                /** Format: uuid */
                                lineId: string;
                                quantity: number;
                            }[];
                            captureAmount: {
                                amount: number;
                                currency: string;
                            };
                            captureStatus: "requested" | "captured" | "failed" | "not-needed";
                            captureFailure: string | null;
                        }[];
                        refunds: {
                            /** Format: uuid */
                            id: string;
                            /** Format: date-time */
                            createdAt: string;
                            amount: {
                                amount: number;
                                currency: string;
                            };
                            status: "requested" | "refunded" | "failed";
                            lines: {
                                /** Format: uuid */
                                lineId: string;
                                quantity: number;
                            }[];
                            reason: string;
                            failure: string | null;
                        }[];
                        withdrawals: {
                            /** Format: uuid */
                            id: string;
                            /** Format: date-time */
                            declaredAt: string;
                            name: string;
                            goods: string | null;
                            handledAt: string | null;
                        }[];
                        canBeCancelled: boolean;
                        /** Format: uuid */
                        attemptId: string;
                        /** Format: uuid */
                        paymentTryId: string;
                        shopperId: string | null;
                        isErased: boolean;
                        locale: string;
                        couponCodes: string[];
                        captured: {
                            amount: number;
                            currency: string;
                        };
                        refunded: {
                            amount: number;
                            currency: string;
                        };
                        refundable: {
                            amount: number;
                            currency: string;
                        };
                    };
                };
            };
            /** @description Codes: cannot-capture */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: invalid-input */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    cancelOrderAsStaff: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key repeats the first answer for 24 hours */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        number: string;
                        status: "placed" | "partly-fulfilled" | "fulfilled" | "cancelled";
                        paymentStatus: "authorised" | "partly-captured" | "captured" | "capture-failed" | "partly-refunded" | "refunded" | "voided";
                        /** Format: date-time */
                        createdAt: string;
                        currency: string;
                        /** Format: email */
                        email: string;
                        lines: {
                            /** Format: uuid */
                            lineId: string;
                            /** Format: uuid */
                            variantId: string;
                            /** Format: uuid */
                            productId: string;
                            slug: string;
                            sku: string | null;
                            title: string;
                            options: {
                                [key: string]: string;
                            };
                            imageUrl: string | null;
                            quantity: number;
                            unitPrice: {
                                amount: number;
                                currency: string;
                            };
                            discountTotal: {
                                amount: number;
                                currency: string;
                            };
                            taxRateBasisPoints: number;
                            tax: {
                                amount: number;
                                currency: string;
                            };
                            total: {
                                amount: number;
                                currency: string;
                            };
                            discounts: {
                                code: string | null;
                                title: string;
                                amount: {
                                    amount: number;
                                    currency: string;
                                };
                            }[];
                            fulfilledQuantity: number;
                            cancelledQuantity: number;
                        }[];
                        discounts: {
                            code: string | null;
                            title: string;
                            amount: {
                                amount: number;
                                currency: string;
                            };
                        }[];
                        shipping: {
                            optionId: string;
                            name: string;
                            deliveryDays?: {
                                min: number;
                                max: number;
                            };
                            price: {
                                amount: number;
                                currency: string;
                            };
                            discount: {
                                amount: number;
                                currency: string;
                            };
                            taxRateBasisPoints: number;
                            tax: {
                                amount: number;
                                currency: string;
                            };
                            total: {
                                amount: number;
                                currency: string;
                            };
                        } | null;
                        totals: {
                            subtotal: {
                                amount: number;
                                currency: string;
                            };
                            discountTotal: {
                                amount: number;
                                currency: string;
                            };
                            shippingTotal: {
                                amount: number;
                                currency: string;
                            };
                            taxTotal: {
                                amount: number;
                                currency: string;
                            };
                            total: {
                                amount: number;
                                currency: string;
                            };
                            pricesIncludeTax: boolean;
                            taxes: {
                                rateBasisPoints: number;
                                amount: {
                                    amount: number;
                                    currency: string;
                                };
                            }[];
                        };
                        shippingAddress: {
                            firstName: string;
                            lastName: string;
                            company?: string;
                            line1: string;
                            line2?: string;
                            postalCode: string;
                            city: string;
                            region?: string;
                            country: string;
                            phone?: string;
                        };
                        billingAddress: {
                            firstName: string;
                            lastName: string;
                            company?: string;
                            line1: string;
                            line2?: string;
                            postalCode: string;
                            city: string;
                            region?: string;
                            country: string;
                            phone?: string;
                        } | null;
                        fulfilments: {
                            /** Format: uuid */
                            id: string;
                            /** Format: date-time */
                            createdAt: string;
                            carrier: string | null;
                            trackingNumber: string | null;
                            trackingUrl: string | null;
                            lines: {
                                /** Format: uuid */
                                lineId: string;
                                quantity: number;
                            }[];
                            captureAmount: {
                                amount: number;
                                currency: string;
                            };
                            captureStatus: "requested" | "captured" | "failed" | "not-needed";
                            captureFailure: string | null;
                        }[];
                        refunds: {
                            /** Format: uuid */
                            id: string;
                            /** Format: date-time */
                            createdAt: string;
                            amount: {
                                amount: number;
                                currency: string;
                            };
                            status: "requested" | "refunded" | "failed";
                            lines: {
                                /** Format: uuid */
                                lineId: string;
                                quantity: number;
                            }[];
                            reason: string;
                            failure: string | null;
                        }[];
                        withdrawals: {
                            /** Format: uuid */
                            id: string;
                            /** Format: date-time */
                            declaredAt: string;
                            name: string;
                            goods: string | null;
                            handledAt: string | null;
                        }[];
                        canBeCancelled: boolean;
                        /** Format: uuid */
                        attemptId: string;
                        /** Format: uuid */
                        paymentTryId: string;
                        shopperId: string | null;
                        isErased: boolean;
                        locale: string;
                        couponCodes: string[];
                        captured: {
                            amount: number;
                            currency: string;
                        };
                        refunded: {
                            amount: number;
                            currency: string;
                        };
                        refundable: {
                            amount: number;
                            currency: string;
                        };
                    };
                };
            };
            /** @description Codes: cannot-cancel */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: invalid-input */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    createRefund: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key repeats the first answer for 24 hours */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    amount?: {
                        amount: number;
                        currency: string;
                    };
                    lines?: {
                        /** Format: uuid */
                        lineId: string;
                        quantity: number;
                    }[];
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        refund: {
                            /** Format: uuid */
                            id: string;
                            /** Format: date-time */
                            createdAt: string;
                            amount: {
                                amount: number;
                                currency: string;
                            };
                            status: "requested" | "refunded" | "failed";
                            lines: {
                                /** Format: uuid */
                                lineId: string;
                                quantity: number;
                            }[];
                            reason: string;
                            failure: string | null;
                        };
                        order: {
                            /** Format: uuid */
                            id: string;
                            number: string;
                            status: "placed" | "partly-fulfilled" | "fulfilled" | "cancelled";
                            paymentStatus: "authorised" | "partly-captured" | "captured" | "capture-failed" | "partly-refunded" | "refunded" | "voided";
                            /** Format: date-time */
                            createdAt: string;
                            currency: string;
                            /** Format: email */
                            email: string;
                            lines: {
                                /** Format: uuid */
                                lineId: string;
                                /** Format: uuid */
                                variantId: string;
                                /** Format: uuid */
                                productId: string;
                                slug: string;
                                sku: string | null;
                                title: string;
                                options: {
                                    [key: string]: string;
                                };
                                imageUrl: string | null;
                                quantity: number;
                                unitPrice: {
                                    amount: number;
                                    currency: string;
                                };
                                discountTotal: {
                                    amount: number;
                                    currency: string;
                                };
                                taxRateBasisPoints: number;
                                tax: {
                                    amount: number;
                                    currency: string;
                                };
                                total: {
                                    amount: number;
                                    currency: string;
                                };
                                discounts: {
                                    code: string | null;
                                    title: string;
                                    amount: {
                                        amount: number;
                                        currency: string;
                                    };
                                }[];
                                fulfilledQuantity: number;
                                cancelledQuantity: number;
                            }[];
                            discounts: {
                                code: string | null;
                                title: string;
                                amount: {
                                    amount: number;
                                    currency: string;
                                };
                            }[];
                            shipping: {
                                optionId: string;
                                name: string;
                                deliveryDays?: {
                                    min: number;
                                    max: number;
                                };
                                price: {
                                    amount: number;
                                    currency: string;
                                };
                                discount: {
                                    amount: number;
                                    currency: string;
                                };
                                taxRateBasisPoints: number;
                                tax: {
                                    amount: number;
                                    currency: string;
                                };
                                total: {
                                    amount: number;
                                    currency: string;
                                };
                            } | null;
                            totals: {
                                subtotal: {
                                    amount: number;
                                    currency: string;
                                };
                                discountTotal: {
                                    amount: number;
                                    currency: string;
                                };
                                shippingTotal: {
                                    amount: number;
                                    currency: string;
                                };
                                taxTotal: {
                                    amount: number;
                                    currency: string;
                                };
                                total: {
                                    amount: number;
                                    currency: string;
                                };
                                pricesIncludeTax: boolean;
                                taxes: {
                                    rateBasisPoints: number;
                                    amount: {
                                        amount: number;
                                        currency: string;
                                    };
                                }[];
                            };
                            shippingAddress: {
                                firstName: string;
                                lastName: string;
                                company?: string;
                                line1: string;
                                line2?: string;
                                postalCode: string;
                                city: string;
                                region?: string;
                                country: string;
                                phone?: string;
                            };
                            billingAddress: {
                                firstName: string;
                                lastName: string;
                                company?: string;
                                line1: string;
                                line2?: string;
                                postalCode: string;
                                city: string;
                                region?: string;
                                country: string;
                                phone?: string;
                            } | null;
                            fulfilments: {
                                /** Format: uuid */
                                id: string;
                                /** Format: date-time */
                                createdAt: string;
                                carrier: string | null;
                                trackingNumber: string | null;
                                trackingUrl: string | null;
                                lines: {
                                    /** Format: uuid */
                                    lineId: string;
                                    quantity: number;
                                }[];
                                captureAmount: {
                                    amount: number;
                                    currency: string;
                                };
                                captureStatus: "requested" | "captured" | "failed" | "not-needed";
                                captureFailure: string | null;
                            }[];
                            refunds: {
                                /** Format: uuid */
                                id: string;
                                /** Format: date-time */
                                createdAt: string;
                                amount: {
                                    amount: number;
                                    currency: string;
                                };
                                status: "requested" | "refunded" | "failed";
                                lines: {
                                    /** Format: uuid */
                                    lineId: string;
                                    quantity: number;
                                }[];
                                reason: string;
                                failure: string | null;
                            }[];
                            withdrawals: {
                                /** Format: uuid */
                                id: string;
                                /** Format: date-time */
                                declaredAt: string;
                                name: string;
                                goods: string | null;
                                handledAt: string | null;
                            }[];
                            canBeCancelled: boolean;
                            /** Format: uuid */
                            attemptId: string;
                            /** Format: uuid */
                            paymentTryId: string;
                            shopperId: string | null;
                            isErased: boolean;
                            locale: string;
                            couponCodes: string[];
                            captured: {
                                amount: number;
                                currency: string;
                            };
                            refunded: {
                                amount: number;
                                currency: string;
                            };
                            refundable: {
                                amount: number;
                                currency: string;
                            };
                        };
                    };
                };
            };
            /** @description Codes: refund-too-large */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: invalid-input */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    handleWithdrawal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                withdrawalId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        number: string;
                        status: "placed" | "partly-fulfilled" | "fulfilled" | "cancelled";
                        paymentStatus: "authorised" | "partly-captured" | "captured" | "capture-failed" | "partly-refunded" | "refunded" | "voided";
                        /** Format: date-time */
                        createdAt: string;
                        currency: string;
                        /** Format: email */
                        email: string;
                        lines: {
                            /** Format: uuid */
                            lineId: string;
                            /** Format: uuid */
                            variantId: string;
                            /** Format: uuid */
                            productId: string;
                            slug: string;
                            sku: string | null;
                            title: string;
                            options: {
                                [key: string]: string;
                            };
                            imageUrl: string | null;
                            quantity: number;
                            unitPrice: {
                                amount: number;
                                currency: string;
                            };
                            discountTotal: {
                                amount: number;
                                currency: string;
                            };
                            taxRateBasisPoints: number;
                            tax: {
                                amount: number;
                                currency: string;
                            };
                            total: {
                                amount: number;
                                currency: string;
                            };
                            discounts: {
                                code: string | null;
                                title: string;
                                amount: {
                                    amount: number;
                                    currency: string;
                                };
                            }[];
                            fulfilledQuantity: number;
                            cancelledQuantity: number;
                        }[];
                        discounts: {
                            code: string | null;
                            title: string;
                            amount: {
                                amount: number;
                                currency: string;
                            };
                        }[];
                        shipping: {
                            optionId: string;
                            name: string;
                            deliveryDays?: {
                                min: number;
                                max: number;
                            };
                            price: {
                                amount: number;
                                currency: string;
                            };
                            discount: {
                                amount: number;
                                currency: string;
                            };
                            taxRateBasisPoints: number;
                            tax: {
                                amount: number;
                                currency: string;
                            };
                            total: {
                                amount: number;
                                currency: string;
                            };
                        } | null;
                        totals: {
                            subtotal: {
                                amount: number;
                                currency: string;
                            };
                            discountTotal: {
                                amount: number;
                                currency: string;
                            };
                            shippingTotal: {
                                amount: number;
                                currency: string;
                            };
                            taxTotal: {
                                amount: number;
                                currency: string;
                            };
                            total: {
                                amount: number;
                                currency: string;
                            };
                            pricesIncludeTax: boolean;
                            taxes: {
                                rateBasisPoints: number;
                                amount: {
                                    amount: number;
                                    currency: string;
                                };
                            }[];
                        };
                        shippingAddress: {
                            firstName: string;
                            lastName: string;
                            company?: string;
                            line1: string;
                            line2?: string;
                            postalCode: string;
                            city: string;
                            region?: string;
                            country: string;
                            phone?: string;
                        };
                        billingAddress: {
                            firstName: string;
                            lastName: string;
                            company?: string;
                            line1: string;
                            line2?: string;
                            postalCode: string;
                            city: string;
                            region?: string;
                            country: string;
                            phone?: string;
                        } | null;
                        fulfilments: {
                            /** Format: uuid */
                            id: string;
                            /** Format: date-time */
                            createdAt: string;
                            carrier: string | null;
                            trackingNumber: string | null;
                            trackingUrl: string | null;
                            lines: {
                                /** Format: uuid */
                                lineId: string;
                                quantity: number;
                            }[];
                            captureAmount: {
                                amount: number;
                                currency: string;
                            };
                            captureStatus: "requested" | "captured" | "failed" | "not-needed";
                            captureFailure: string | null;
                        }[];
                        refunds: {
                            /** Format: uuid */
                            id: string;
                            /** Format: date-time */
                            createdAt: string;
                            amount: {
                                amount: number;
                                currency: string;
                            };
                            status: "requested" | "refunded" | "failed";
                            lines: {
                                /** Format: uuid */
                                lineId: string;
                                quantity: number;
                            }[];
                            reason: string;
                            failure: string | null;
                        }[];
                        withdrawals: {
                            /** Format: uuid */
                            id: string;
                            /** Format: date-time */
                            declaredAt: string;
                            name: string;
                            goods: string | null;
                            handledAt: string | null;
                        }[];
                        canBeCancelled: boolean;
                        /** Format: uuid */
                        attemptId: string;
                        /** Format: uuid */
                        paymentTryId: string;
                        shopperId: string | null;
                        isErased: boolean;
                        locale: string;
                        couponCodes: string[];
                        captured: {
                            amount: number;
                            currency: string;
                        };
                        refunded: {
                            amount: number;
                            currency: string;
                        };
                        refundable: {
                            amount: number;
                            currency: string;
                        };
                    };
                };
            };
            /** @description Codes: invalid-input */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    checkOut: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key repeats the first answer for 24 hours */
                "idempotency-key"?: string;
            };
            path: {
                cartId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: email */
                    email: string;
                    shippingAddress: {
                        firstName: string;
                        lastName: string;
                        company?: string;
                        line1: string;
                        line2?: string;
                        postalCode: string;
                        city: string;
                        region?: string;
                        country: string;
                        phone?: string;
                    };
                    billingAddress?: {
                        firstName: string;
                        lastName: string;
                        company?: string;
                        line1: string;
                        line2?: string;
                        postalCode: string;
                        city: string;
                        region?: string;
                        country: string;
                        phone?: string;
                    };
                    shippingOptionId: string;
                    payment?: {
                        method: string;
                        token: string;
                    };
                    expectedTotal?: {
                        amount: number;
                        currency: string;
                    };
                    /** @default en */
                    locale?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        order: {
                            /** Format: uuid */
                            id: string;
                            number: string;
                            status: string;
                            /** Format: date-time */
                            createdAt: string;
                            currency: string;
                            lines: {
                                /** Format: uuid */
                                lineId: string;
                                /** Format: uuid */
                                variantId: string;
                                /** Format: uuid */
                                productId: string;
                                slug: string;
                                sku: string | null;
                                title: string;
                                options: {
                                    [key: string]: string;
                                };
                                imageUrl: string | null;
                                quantity: number;
                                unitPrice: {
                                    amount: number;
                                    currency: string;
                                };
                                discounts: {
                                    code: string | null;
                                    title: string;
                                    amount: {
                                        amount: number;
                                        currency: string;
                                    };
                                }[];
                                discountTotal: {
                                    amount: number;
                                    currency: string;
                                };
                                taxRateBasisPoints: number;
                                tax: {
                                    amount: number;
                                    currency: string;
                                };
                                total: {
                                    amount: number;
                                    currency: string;
                                };
                            }[];
                            shipping: {
                                optionId: string;
                                name: string;
                                price: {
                                    amount: number;
                                    currency: string;
                                };
                                discount: {
                                    amount: number;
                                    currency: string;
                                };
                                taxRateBasisPoints: number;
                                tax: {
                                    amount: number;
                                    currency: string;
                                };
                                total: {
                                    amount: number;
                                    currency: string;
                                };
                            } | null;
                            totals: {
                                subtotal: {
                                    amount: number;
                                    currency: string;
                                };
                                discountTotal: {
                                    amount: number;
                                    currency: string;
                                };
                                shippingTotal: {
                                    amount: number;
                                    currency: string;
                                };
                                taxTotal: {
                                    amount: number;
                                    currency: string;
                                };
                                total: {
                                    amount: number;
                                    currency: string;
                                };
                                pricesIncludeTax: boolean;
                                taxes: {
                                    rateBasisPoints: number;
                                    amount: {
                                        amount: number;
                                        currency: string;
                                    };
                                }[];
                            };
                            accessToken: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        attempt: {
                            /** Format: uuid */
                            id: string;
                            status: "processing" | "action-required";
                            action?: {
                                url: string;
                                expiresInSeconds?: number;
                            };
                            retryAfterSeconds: number;
                        };
                    };
                };
            };
            /** @description Codes: payment-declined */
            402: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: out-of-stock, price-changed, checkout-in-progress, cart-already-ordered */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: invalid-input, cart-empty, lines-not-for-sale */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: too-many-requests */
            429: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable, payment-unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    getCheckout: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                attemptId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        order: {
                            /** Format: uuid */
                            id: string;
                            number: string;
                            status: string;
                            /** Format: date-time */
                            createdAt: string;
                            currency: string;
                            lines: {
                                /** Format: uuid */
                                lineId: string;
                                /** Format: uuid */
                                variantId: string;
                                /** Format: uuid */
                                productId: string;
                                slug: string;
                                sku: string | null;
                                title: string;
                                options: {
                                    [key: string]: string;
                                };
                                imageUrl: string | null;
                                quantity: number;
                                unitPrice: {
                                    amount: number;
                                    currency: string;
                                };
                                discounts: {
                                    code: string | null;
                                    title: string;
                                    amount: {
                                        amount: number;
                                        currency: string;
                                    };
                                }[];
                                discountTotal: {
                                    amount: number;
                                    currency: string;
                                };
                                taxRateBasisPoints: number;
                                tax: {
                                    amount: number;
                                    currency: string;
                                };
                                total: {
                                    amount: number;
                                    currency: string;
                                };
                            }[];
                            shipping: {
                                optionId: string;
                                name: string;
                                price: {
                                    amount: number;
                                    currency: string;
                                };
                                discount: {
                                    amount: number;
                                    currency: string;
                                };
                                taxRateBasisPoints: number;
                                tax: {
                                    amount: number;
                                    currency: string;
                                };
                                total: {
                                    amount: number;
                                    currency: string;
                                };
                            } | null;
                            totals: {
                                subtotal: {
                                    amount: number;
                                    currency: string;
                                };
                                discountTotal: {
                                    amount: number;
                                    currency: string;
                                };
                                shippingTotal: {
                                    amount: number;
                                    currency: string;
                                };
                                taxTotal: {
                                    amount: number;
                                    currency: string;
                                };
                                total: {
                                    amount: number;
                                    currency: string;
                                };
                                pricesIncludeTax: boolean;
                                taxes: {
                                    rateBasisPoints: number;
                                    amount: {
                                        amount: number;
                                        currency: string;
                                    };
                                }[];
                            };
                            accessToken: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        attempt: {
                            /** Format: uuid */
                            id: string;
                            status: "processing" | "action-required";
                            action?: {
                                url: string;
                                expiresInSeconds?: number;
                            };
                            retryAfterSeconds: number;
                        };
                    };
                };
            };
            /** @description Codes: payment-declined */
            402: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: out-of-stock, price-changed, checkout-in-progress, cart-already-ordered */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: invalid-input, cart-empty, lines-not-for-sale */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable, payment-unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    listAttempts: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                status?: "open" | ("preparing" | "paying" | "awaiting-shopper" | "placing" | "undoing" | "completed" | "refused" | "undone");
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            id: string;
                            state: "preparing" | "paying" | "awaiting-shopper" | "placing" | "undoing" | "completed" | "refused" | "undone";
                            /** Format: date-time */
                            createdAt: string;
                            /** Format: date-time */
                            updatedAt: string;
                            closedAt: string | null;
                            nextRunAt: string | null;
                            runs: number;
                            total: {
                                amount: number;
                                currency: string;
                            } | null;
                            /** Format: uuid */
                            paymentTryId: string;
                            paymentStatus: string | null;
                            problem: string | null;
                            orderId: string | null;
                            orderNumber: string | null;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Codes: invalid-input */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    listMails: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                status?: "queued" | "sent" | "kept" | "failed";
                aboutId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            id: string;
                            kind: "order-placed" | "order-cancelled" | "fulfilment-created" | "order-refunded" | "withdrawal-declared" | "withdrawal-to-handle" | "verify-address" | "reset-password" | "address-changed" | "welcome";
                            /** Format: uuid */
                            aboutId: string;
                            status: "queued" | "sent" | "kept" | "failed";
                            tries: number;
                            recipient: string | null;
                            subject: string | null;
                            messageId: string;
                            lastError: string | null;
                            resendOf: string | null;
                            /** Format: date-time */
                            createdAt: string;
                            deliveredAt: string | null;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Codes: invalid-input */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    exportMails: {
        parameters: {
            query?: {
                orderIds?: string[];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            kind: string;
                            recipient: string;
                            subject: string;
                            /** Format: date-time */
                            createdAt: string;
                        }[];
                    };
                };
            };
            /** @description Codes: invalid-input */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    resendMail: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key repeats the first answer for 24 hours */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        kind: "order-placed" | "order-cancelled" | "fulfilment-created" | "order-refunded" | "withdrawal-declared" | "withdrawal-to-handle" | "verify-address" | "reset-password" | "address-changed" | "welcome";
                        /** Format: uuid */
                        aboutId: string;
                        status: "queued" | "sent" | "kept" | "failed";
                        tries: number;
                        recipient: string | null;
                        subject: string | null;
                        messageId: string;
                        lastError: string | null;
                        resendOf: string | null;
                        /** Format: date-time */
                        createdAt: string;
                        deliveredAt: string | null;
                    };
                };
            };
            /** @description Codes: mail-still-queued */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: invalid-input */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: internal-error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: unavailable */
            503: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    listEvents: {
        parameters: {
            query?: {
                after?: string;
                service?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            service: string;
                            /** Format: uuid */
                            id: string;
                            position: number;
                            type: string;
                            subject: string;
                            data: {
                                [key: string]: unknown;
                            };
                            /** Format: date-time */
                            occurredAt: string;
                            traceparent: string | null;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    signUp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: email */
                    email: string;
                    password: string;
                    name: string;
                    callbackURL?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        token: string | null;
                        user: {
                            /** Format: uuid */
                            id: string;
                            /** Format: email */
                            email: string;
                            emailVerified: boolean;
                            name: string;
                        };
                    };
                };
            };
            /** @description Codes: INVALID_EMAIL, PASSWORD_TOO_SHORT, PASSWORD_TOO_LONG */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL, invalid-input */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: too-many-requests */
            429: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: email */
                    email: string;
                    password: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        token: string | null;
                        user: {
                            /** Format: uuid */
                            id: string;
                            /** Format: email */
                            email: string;
                            emailVerified: boolean;
                            name: string;
                        };
                    } | {
                        /** @constant */
                        twoFactorRedirect: true;
                    };
                };
            };
            /** @description Codes: INVALID_EMAIL */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: INVALID_EMAIL_OR_PASSWORD */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: too-many-requests */
            429: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        success: boolean;
                    };
                };
            };
            /** @description Codes: too-many-requests */
            429: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    sendVerificationMail: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: email */
                    email: string;
                    callbackURL?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        status: boolean;
                    };
                };
            };
            /** @description Codes: too-many-requests */
            429: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    requestPasswordReset: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: email */
                    email: string;
                    redirectTo?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        status: boolean;
                    };
                };
            };
            /** @description Codes: too-many-requests */
            429: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    resetPassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                    newPassword: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        status: boolean;
                    };
                };
            };
            /** @description Codes: INVALID_TOKEN, PASSWORD_TOO_SHORT, PASSWORD_TOO_LONG */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: too-many-requests */
            429: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    changePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    currentPassword: string;
                    newPassword: string;
                    code?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        token: string | null;
                        user: {
                            /** Format: uuid */
                            id: string;
                            /** Format: email */
                            email: string;
                            emailVerified: boolean;
                            name: string;
                        };
                    };
                };
            };
            /** @description Codes: INVALID_PASSWORD, PASSWORD_TOO_SHORT */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: INVALID_CODE, CODE_ALREADY_USED */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: too-many-requests */
            429: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    enableTwoFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    password: string;
                    code?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        totpURI: string;
                        backupCodes: string[];
                    };
                };
            };
            /** @description Codes: INVALID_PASSWORD, TOTP_ALREADY_ENABLED */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: INVALID_CODE, CODE_ALREADY_USED */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: EMAIL_NOT_VERIFIED */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: too-many-requests */
            429: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    verifyTotp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    code: string;
                    trustDevice?: boolean;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        token: string | null;
                        user: {
                            /** Format: uuid */
                            id: string;
                            /** Format: email */
                            email: string;
                            emailVerified: boolean;
                            name: string;
                        };
                    };
                };
            };
            /** @description Codes: TOTP_NOT_ENABLED, TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: INVALID_CODE, CODE_ALREADY_USED, INVALID_TWO_FACTOR_COOKIE */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: too-many-requests, ACCOUNT_TEMPORARILY_LOCKED */
            429: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    verifyBackupCode: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    code: string;
                    trustDevice?: boolean;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        token: string | null;
                        user: {
                            /** Format: uuid */
                            id: string;
                            /** Format: email */
                            email: string;
                            emailVerified: boolean;
                            name: string;
                        };
                    };
                };
            };
            /** @description Codes: BACKUP_CODES_NOT_ENABLED, TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: INVALID_BACKUP_CODE, INVALID_TWO_FACTOR_COOKIE */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: BACKUP_CODES_CHANGED */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: too-many-requests, ACCOUNT_TEMPORARILY_LOCKED */
            429: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    generateBackupCodes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    password: string;
                    code?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        backupCodes: string[];
                    };
                };
            };
            /** @description Codes: INVALID_PASSWORD, TWO_FACTOR_NOT_ENABLED */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: INVALID_CODE, CODE_ALREADY_USED */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: too-many-requests */
            429: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    disableTwoFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    password: string;
                    code?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        status: boolean;
                    };
                };
            };
            /** @description Codes: INVALID_PASSWORD */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: INVALID_CODE, CODE_ALREADY_USED */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description Codes: too-many-requests */
            429: {
                headers: {
                    /** @description Seconds after which the same request may be sent again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        code: string;
                        detail?: string;
                        errors?: {
                            pointer: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
}
