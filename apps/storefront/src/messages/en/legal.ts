/**
 * A paragraph may name `{members}` of the seller and other pages, such as `{shippingPage}` or
 * `{withdrawalForm}`.
 */
interface LegalContent {
  title: string;
  description: string;
  lead?: string;
  sections: { heading: string; paragraphs: string[] }[];
}

const imprint: LegalContent = {
  title: 'Imprint',
  description: 'Who runs this shop, and how to reach us.',
  sections: [
    {
      heading: 'Seller',
      paragraphs: ['{company}', '{address}', 'Represented by {representative}'],
    },
    { heading: 'Contact', paragraphs: ['Email: {email}', 'Telephone: {phone}'] },
    { heading: 'Register', paragraphs: ['{register}', 'VAT identification number: {vatId}'] },
    {
      heading: 'Disputes',
      paragraphs: [
        'We are neither obliged nor willing to take part in dispute resolution proceedings before a consumer arbitration board.',
      ],
    },
  ],
};

const terms: LegalContent = {
  title: 'Terms and conditions',
  description: 'What holds between you and us when you order.',
  sections: [
    {
      heading: 'Who you buy from',
      paragraphs: [
        'These terms hold for every order in this shop. Your contract is with {company}, {address}.',
      ],
    },
    {
      heading: 'How a contract comes about',
      paragraphs: [
        'What is shown in the shop is an invitation to order. Your order is an offer; you can check and correct what you typed until you press the button.',
        'The confirmation that we send by email accepts your offer. It holds the contents of the contract, which we also store; with an account you can read your orders at any time.',
        'The contract is made in the language in which you order.',
      ],
    },
    {
      heading: 'Prices and delivery',
      paragraphs: [
        'Prices are total prices with the tax that the law asks for, unless the price says otherwise. Delivery is added and shown before you order: {shippingPage}.',
      ],
    },
    {
      heading: 'Payment',
      paragraphs: [
        'You can pay by the methods that checkout offers. The payment is approved when you order and taken when we send the goods. Goods stay ours until they are paid for.',
      ],
    },
    {
      heading: 'Your right to withdraw',
      paragraphs: ['Consumers may withdraw from the contract: {withdrawalPage}.'],
    },
    {
      heading: 'Defects',
      paragraphs: ['Your rights by law hold for goods that have defects. Write to {email}.'],
    },
  ],
};

const withdrawal: LegalContent = {
  title: 'Right of withdrawal',
  description: 'How to withdraw from an order within 14 days, with a form for it.',
  sections: [
    {
      heading: 'Your right',
      paragraphs: [
        'You have the right to withdraw from this contract within 14 days without giving any reason.',
        'The withdrawal period expires after 14 days from the day on which you acquire, or a third party other than the carrier and indicated by you acquires, physical possession of the last good.',
        'To exercise the right of withdrawal, you must inform us ({company}, {address}, telephone {phone}, email {email}) of your decision to withdraw from this contract by an unequivocal statement, for example a letter sent by post or an email. You may use the model form below, but it is not obligatory.',
        'You may also exercise your right of withdrawal online: {withdrawalForm}. If you use this online function, we will send you without undue delay, on a durable medium (for example by email), an acknowledgement of receipt with the content of your declaration and the date and time of its arrival.',
        'To meet the withdrawal deadline, it is sufficient for you to send your communication concerning your exercise of the right of withdrawal before the withdrawal period has expired.',
      ],
    },
    {
      heading: 'What follows',
      paragraphs: [
        'If you withdraw from this contract, we shall reimburse to you all payments received from you, including the costs of delivery (except for the supplementary costs that come from your choice of a type of delivery other than the least expensive standard delivery that we offer), without undue delay and in any event not later than 14 days from the day on which we are informed about your decision to withdraw from this contract.',
        'We will carry out such reimbursement using the same means of payment as you used for the initial transaction, unless you have expressly agreed otherwise; you will not incur any fees as a result. We may withhold reimbursement until we have received the goods back or you have supplied evidence of having sent them back, whichever is the earlier.',
        'You shall send back the goods or hand them over to us without undue delay and in any event not later than 14 days from the day on which you communicate your withdrawal to us. You will have to bear the direct cost of returning the goods.',
        'You are only liable for any diminished value of the goods that comes from handling other than what is necessary to establish their nature, characteristics and functioning.',
      ],
    },
    {
      heading: 'Model withdrawal form',
      paragraphs: [
        'Complete and return this form only if you wish to withdraw from the contract.',
        'To {company}, {address}, email {email}:',
        'I/We (*) hereby give notice that I/We (*) withdraw from my/our (*) contract of sale of the following goods (*) / for the provision of the following service (*):',
        'Ordered on (*) / received on (*):',
        'Name of consumer(s):',
        'Address of consumer(s):',
        'Signature of consumer(s) (only if this form is notified on paper):',
        'Date:',
        '(*) Delete as appropriate.',
      ],
    },
  ],
};

const privacy: LegalContent = {
  title: 'Privacy',
  description: 'Which personal data this shop keeps, what for, and what you can ask of us.',
  sections: [
    {
      heading: 'Who is responsible',
      paragraphs: ['{company}, {address}, email {email}, telephone {phone}.'],
    },
    {
      heading: 'When you order',
      paragraphs: [
        'We keep your name, addresses, email and what you bought, to fulfil the contract (Article 6 (1) (b) GDPR) and for as long as tax and commercial law ask for it (Article 6 (1) (c) GDPR). Carriers and payment providers get what they need for your order, and no more.',
      ],
    },
    {
      heading: 'When you have an account',
      paragraphs: [
        'We keep your email, your name, saved addresses and a password that nobody can read. In your account you can see, take away and erase what we hold of you.',
      ],
    },
    {
      heading: 'Cookies and storage of your browser',
      paragraphs: [
        'The shop sets only cookies that it needs: your cart and the number in it, the prices that you last saw there, your currency, the language to come back to after a payment and, until the browser is closed, the payment that is still under way and the order that it led to, your sign-in with its second step, what you typed at checkout until the browser is closed, the right to see your orders, and a message for the next page. There are none for advertising or for following you elsewhere, so nothing asks for your consent.',
        'Your browser alone remembers the last products that you looked at and the appearance that you chose. The addresses of these products are sent to us only to show them to you again, and are not kept.',
        'Signing out and erasing your account remove what concerns you from this browser; currency, language and appearance stay.',
      ],
    },
    {
      heading: 'Your rights',
      paragraphs: [
        'You may ask what we hold of you, have it corrected, erased, restricted or handed over, object to its use, and complain to a supervisory authority. Write to {email}.',
      ],
    },
  ],
};

const shipping: LegalContent = {
  title: 'Shipping',
  description: 'Where we deliver, what it costs, and how to pay.',
  lead: 'What delivery costs depends on country and cart. It is shown before you order.',
  sections: [
    {
      heading: 'Costs and time',
      paragraphs: [
        'Checkout shows every kind of delivery for your address with its price. You hear from us by email when your parcel is on its way.',
      ],
    },
    {
      heading: 'Returns',
      paragraphs: ['How to send something back: {withdrawalPage}. Do it here: {withdrawalForm}.'],
    },
  ],
};

export const legal = {
  navigation: 'Legal information',
  links: {
    imprint: 'Imprint',
    terms: 'Terms',
    withdrawal: 'Right of withdrawal',
    privacy: 'Privacy',
    shipping: 'Shipping',
  },
  agree: 'Your order rests on our {terms}. Read about your {withdrawal} and about {privacy}.',
  countries: 'Where we deliver',
  missing: (setting: string) => `[not set yet: ${setting}]`,
  pages: { imprint, terms, withdrawal, privacy, shipping },
};
