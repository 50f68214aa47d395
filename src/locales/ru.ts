import type { MessageKey } from './translate.ts';

export const ru: Record<MessageKey, string> = {
  'error.bug': 'Простите, у нас что-то сломалось. Если это повторится, сообщите владельцу бота номер: {reference}',
  'error.unavailable': 'Discord сейчас этого не пропустил. Попробуйте ещё раз через минуту.',
  'error.operator': 'Исправить это может только владелец бота. Запись уже в его журнале.',
  'error.old-command':
    'Команда изменилась с тех пор, как Discord её загрузил. Перезапустите Discord (Ctrl+R) и попробуйте снова.',
  'error.old-component': 'Эта кнопка осталась от прежней версии. Вызовите команду ещё раз.',
};
