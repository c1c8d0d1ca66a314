// Reads calendars from standard input, one or many, and prints what they say as JSON.

import { readFileSync } from 'node:fs';
import ICAL from 'ical.js';

function moment(time) {
  return time && { utc: time.zone === ICAL.Timezone.utcTimezone, iso: time.toJSDate().toISOString() };
}

function event(component) {
  const values = (name) => component.getAllProperties(name).flatMap((property) => property.getValues());
  const { uid, summary, description, location, startDate, endDate, sequence } = new ICAL.Event(component);
  return {
    uid, summary, description, location, sequence,
    start: moment(startDate),
    end: moment(endDate),
    stamp: moment(component.getFirstPropertyValue('dtstamp')),
    modified: moment(component.getFirstPropertyValue('last-modified')),
    status: component.getFirstPropertyValue('status'),
    url: component.getFirstPropertyValue('url'),
    categories: values('categories'),
  };
}

function calendar(jcal) {
  const component = new ICAL.Component(jcal);
  const names = component.getAllProperties().map((property) => property.name);
  const properties = Object.fromEntries(names.map((name) => [name, String(component.getFirstPropertyValue(name))]));
  return { properties, events: component.getAllSubcomponents('vevent').map(event) };
}

const parsed = ICAL.parse(readFileSync(0, 'utf8'));
const calendars = typeof parsed[0] === 'string' ? [parsed] : parsed;
console.log(JSON.stringify(calendars.map(calendar)));
