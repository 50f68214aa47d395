import type { PageLocale } from '../protocol.ts';
import type { Problem } from './field.ts';

const range = ({ option: { min, max } }: Problem, from: string, to: string): string =>
  [...(min === undefined ? [] : [`${from} ${min}`]), ...(max === undefined ? [] : [`${to} ${max}`])].join(' ');

const en = {
  title: 'playground',
  channels: 'Channels',
  directMessages: 'Direct messages',
  directMessageNote: 'Only you and the bot read this.',
  openChannels: 'Channels and settings',
  settings: 'Settings',
  close: 'Close',
  you: 'You are',
  role: { member: 'member', moderator: 'moderator', newcomer: 'newcomer' },
  yourLanguage: 'Your language',
  clubLanguage: 'The club’s language',
  appearance: 'Appearance',
  theme: { auto: 'Auto', light: 'Light', dark: 'Dark' },
  bot: { online: 'online', starting: 'starting…', offline: 'offline' },
  asleep: {
    starting: (name: string) => `${name} is starting…`,
    offline: (name: string) => `${name} is not running, so nothing is answered.`,
  },
  stopBot: 'Stop the bot',
  startBot: 'Start the bot',
  clock: { title: 'Today is', next: 'Clock → next post' },
  faults: {
    title: 'Let something go wrong',
    note: 'What Discord may do to a bot on a bad day. Try a command meanwhile.',
    cut: 'Cut the bot’s connection',
    reconnect: 'Ask the bot to reconnect',
    silence: 'Let the connection fall silent',
    endSession: 'End the bot’s session',
    double: 'Send the next 3 events twice',
    outage: 'Discord away for 30 s',
    slow: 'Discord slow for 30 s',
    errors: 'Let the next 3 answers fail',
    lose: 'Take 3 answers without a word',
    limit: 'Limit the next 3 answers',
    kick: 'Take the bot out of the server',
    invite: 'Invite the bot again',
    none: 'Mend it now',
    lasting: { outage: 'Discord is away.', slow: 'Discord is slow.' },
  },
  lost: 'The playground does not answer. Trying again…',
  refused: 'The playground did not take that. Please try again.',
  messages: (channel: string) => `Messages in ${channel}`,
  pinned: 'pinned',
  pins: (count: number) => `${count} pinned`,
  thread: (name: string) => `Thread: ${name}`,
  welcome: (channel: string) => `Welcome to ${channel}`,
  waiting: (count: number) => `${count} new ${count === 1 ? 'message' : 'messages'}`,
  beginning: 'This is where the conversation begins. Nothing here leaves your computer.',
  tryThis: 'Try',
  examples: ['/film theme evacuation', '/film random', '/film help', '/filmweek schedule'],
  skip: 'Skip to the message box',
  compose: (channel: string) => `Message ${channel} or type /`,
  send: 'Send',
  commands: 'Commands',
  choices: 'Suggestions',
  offered: (count: number) => `${count} ${count === 1 ? 'suggestion' : 'suggestions'}`,
  loading: 'Looking…',
  nothing: 'No suggestions. You can send what you typed.',
  noCommand: (typed: string) => `There is no command ${typed}`,
  options: 'Options',
  addOption: 'add an option',
  noOption: (typed: string) => `There is no option “${typed}”`,
  removeOption: (name: string) => `Remove ${name}`,
  cancelCommand: 'Discard the command',
  required: 'required',
  optional: 'optional',
  booleans: { true: 'True', false: 'False' },
  problem: (problem: Problem): string => {
    const { label } = problem.option;
    switch (problem.reason) {
      case 'missing':
        return `Fill in “${label}” first`;
      case 'choice':
        return `Choose “${label}” from the list`;
      case 'number':
        return `“${label}” must be a number`;
      case 'integer':
        return `“${label}” must be a whole number`;
      case 'range':
        return `“${label}” must be ${range(problem, 'from', 'to')}`;
      case 'length':
        return `“${label}” must have ${range(problem, 'from', 'to')} characters`;
    }
  },
  app: 'APP',
  used: (name: string) => `${name} used`,
  edited: '(edited)',
  thinking: 'is thinking…',
  failed: 'The application did not respond in time.',
  onlyYou: 'Only you can see this',
  dismiss: 'Dismiss message',
  download: (name: string) => `Download ${name}`,
  spoiler: 'Spoiler, press to reveal',
  messageMenu: 'Message menu',
  apps: 'Apps',
  addReaction: 'React',
  reactions: 'Reactions',
  react: (emoji: string, count: number) => `${emoji}, ${count}`,
  select: 'Choose',
  chosen: (count: number) => `${count} chosen`,
  done: 'Done',
  submit: 'Submit',
  cancel: 'Cancel',
};

export type Words = typeof en;

const ru: Words = {
  title: 'песочница',
  channels: 'Каналы',
  directMessages: 'Личные сообщения',
  directMessageNote: 'Это видите только вы и бот.',
  openChannels: 'Каналы и настройки',
  settings: 'Настройки',
  close: 'Закрыть',
  you: 'Вы',
  role: { member: 'состоит в клубе', moderator: 'модератор', newcomer: 'недавно в клубе' },
  yourLanguage: 'Ваш язык',
  clubLanguage: 'Язык клуба',
  appearance: 'Оформление',
  theme: { auto: 'Авто', light: 'Светлое', dark: 'Тёмное' },
  bot: { online: 'в сети', starting: 'запуск…', offline: 'не в сети' },
  asleep: {
    starting: (name) => `${name} запускается…`,
    offline: (name) => `${name} не запущен, и отвечать некому.`,
  },
  stopBot: 'Остановить',
  startBot: 'Запустить',
  clock: { title: 'Сегодня', next: 'Часы → следующий пост' },
  faults: {
    title: 'Устроить сбой',
    note: 'Что бывает с Discord в плохой день. Попробуйте в это время команду.',
    cut: 'Оборвать соединение бота',
    reconnect: 'Попросить бота переподключиться',
    silence: 'Замолчать, не закрывая соединения',
    endSession: 'Завершить сеанс бота',
    double: 'Прислать 3 события дважды',
    outage: 'Discord не отвечает 30 с',
    slow: 'Discord тормозит 30 с',
    errors: 'Не принять 3 ответа подряд',
    lose: 'Принять 3 ответа и промолчать',
    limit: 'Ограничить 3 ответа подряд',
    kick: 'Убрать бота с сервера',
    invite: 'Пригласить бота снова',
    none: 'Починить сейчас',
    lasting: { outage: 'Discord не отвечает.', slow: 'Discord тормозит.' },
  },
  lost: 'Песочница не отвечает. Пробуем снова…',
  refused: 'Песочница этого не приняла. Попробуйте ещё раз.',
  messages: (channel) => `Сообщения в ${channel}`,
  pinned: 'закреплено',
  pins: (count) => `Закреплено: ${count}`,
  thread: (name) => `Ветка: ${name}`,
  welcome: (channel) => `Добро пожаловать в ${channel}`,
  waiting: (count) => `Новых сообщений: ${count}`,
  beginning: 'Отсюда начинается разговор. Всё, что здесь написано, остаётся на вашем компьютере.',
  tryThis: 'Попробуйте',
  examples: ['/фильм тема эвакуация', '/фильм случайный', '/фильм помощь', '/фильм-недели расписание'],
  skip: 'К полю сообщения',
  compose: (channel) => `Написать в ${channel} или /`,
  send: 'Отправить',
  commands: 'Команды',
  choices: 'Подсказки',
  offered: (count) => `Подсказок: ${count}`,
  loading: 'Ищем…',
  nothing: 'Подсказок нет. Можно отправить как есть.',
  noCommand: (typed) => `Команды ${typed} нет`,
  options: 'Параметры',
  addOption: 'добавить параметр',
  noOption: (typed) => `Параметра «${typed}» нет`,
  removeOption: (name) => `Убрать «${name}»`,
  cancelCommand: 'Отменить команду',
  required: 'обязательно',
  optional: 'необязательно',
  booleans: { true: 'Да', false: 'Нет' },
  problem: (problem) => {
    const { label } = problem.option;
    switch (problem.reason) {
      case 'missing':
        return `Сначала заполните «${label}»`;
      case 'choice':
        return `Выберите «${label}» из списка`;
      case 'number':
        return `«${label}» — это число`;
      case 'integer':
        return `«${label}» — это целое число`;
      case 'range':
        return `«${label}» — число ${range(problem, 'от', 'до')}`;
      case 'length':
        return `Длина «${label}» — ${range(problem, 'от', 'до')} знаков`;
    }
  },
  app: 'БОТ',
  used: (name) => `${name} использует`,
  edited: '(изменено)',
  thinking: 'думает…',
  failed: 'Приложение не ответило вовремя.',
  onlyYou: 'Это видите только вы',
  dismiss: 'Скрыть сообщение',
  download: (name) => `Скачать ${name}`,
  spoiler: 'Спойлер, нажмите, чтобы открыть',
  messageMenu: 'Меню сообщения',
  apps: 'Приложения',
  addReaction: 'Реакция',
  reactions: 'Реакции',
  react: (emoji, count) => `${emoji}, ${count}`,
  select: 'Выберите',
  chosen: (count) => `Выбрано: ${count}`,
  done: 'Готово',
  submit: 'Отправить',
  cancel: 'Отмена',
};

/** The page's own labels in a person's language. */
export const wordsIn = (locale: PageLocale): Words => (locale === 'ru' ? ru : en);
