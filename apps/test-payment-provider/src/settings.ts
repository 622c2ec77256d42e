import { setting } from '@cartwright/config';

/** Settings of the provider; tests shorten the waits. */
export const providerSettings = {
  secret: setting.optionalText({
    env: 'TEST_PROVIDER_SECRET',
    description: 'Signs webhooks and is the bearer of every call; --secret wins',
    secret: true,
  }),
  slowMs: setting.integer({
    env: 'TEST_PROVIDER_SLOW_MS',
    default: 20_000,
    min: 0,
    max: 3_600_000,
    unit: 'ms',
    description: 'How long the token slow stays pending',
  }),
  challengeMs: setting.integer({
    env: 'TEST_PROVIDER_CHALLENGE_MS',
    default: 900_000,
    min: 10,
    max: 86_400_000,
    unit: 'ms',
    description: 'How long a challenge can be confirmed',
  }),
  lateWebhookMs: setting.integer({
    env: 'TEST_PROVIDER_LATE_WEBHOOK_MS',
    default: 3_000,
    min: 0,
    max: 3_600_000,
    unit: 'ms',
    description: 'How late the webhook of approve-late-webhook is',
  }),
  webhookRetryMs: setting.integer({
    env: 'TEST_PROVIDER_WEBHOOK_RETRY_MS',
    default: 500,
    min: 10,
    max: 60_000,
    unit: 'ms',
    description: 'Wait before the second delivery of a webhook; it doubles up to a minute',
  }),
  hasFaultTokens: setting.boolean({
    env: 'TEST_PROVIDER_FAULT_TOKENS',
    default: false,
    description: 'Know the tokens that lose answers and disorder webhooks',
  }),
  sendsAllWebhooks: setting.boolean({
    env: 'TEST_PROVIDER_ALL_WEBHOOKS',
    default: false,
    description: 'Send a webhook also for what the caller was answered',
  }),
};

export interface ProviderSettings {
  dataDir: string;
  host: string;
  port: number;
  webhookUrl: string;
  secret: string;
  slowMs: number;
  challengeMs: number;
  lateWebhookMs: number;
  webhookRetryMs: number;
  hasFaultTokens: boolean;
  sendsAllWebhooks: boolean;
}
