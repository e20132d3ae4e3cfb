/** Says times for people, in their language and time zone. Pure. */
import type { Language } from '../state/preferences.ts';

const LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB', zh: 'zh-CN' };

/** As `20 Nov 2026`. */
export function sayDate(time: number, language: Language): string {
  return new Date(time).toLocaleDateString(LOCALES[language], { dateStyle: 'medium' });
}

/** As `20 Nov 2026, 10:17`. */
export function sayMinute(time: number, language: Language): string {
  return new Date(time).toLocaleString(LOCALES[language], { dateStyle: 'medium', timeStyle: 'short' });
}

/** As `20 Nov, 10:17`, for an axis. */
export function sayShort(time: number, language: Language): string {
  return new Date(time).toLocaleString(LOCALES[language], {
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });
}
