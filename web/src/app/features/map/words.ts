import { dictionary } from '$/i18n/dictionary';

/** What the page around the map says. */
export const t = dictionary({
  map: { nl: 'Kaart', en: 'Map' },
  validate: { nl: 'Valideren', en: 'Validate' },
  tabs: { nl: 'Onderdelen van deze kaart', en: 'Parts of this map' },
  noPart: {
    nl: 'Dit onderdeel kon niet worden opgehaald. De kaart zelf werkt door; open het nog eens als er weer verbinding is.',
    en: 'This part could not be fetched. The map itself goes on working; open it again when there is a connection.',
  },
  toMaps: { nl: 'Naar alle kaarten', en: 'To all maps' },
  goneText: {
    nl: 'Wellicht is zij verwijderd, of is het adres niet helemaal overgenomen.',
    en: 'It may have been removed, or the address was not copied whole.',
  },
  inBin: { nl: '{name} ligt in de prullenbak', en: '{name} is in the bin' },
  inBinText: {
    nl: 'De kaart is verwijderd op {when}. Teruggezet is zij precies zoals zij was, met al haar versies en opmerkingen.',
    en: 'The map was deleted on {when}. Put back, it is exactly as it was, with all its versions and comments.',
  },
  putBack: { nl: 'Terugzetten', en: 'Put back' },
  isBack: { nl: '{name} is terug', en: '{name} is back' },
  noTouchpoint: { nl: 'Dit contactmoment staat niet (meer) op de kaart.', en: 'This touchpoint is not on the map (any more).' },
  stillSafe: {
    nl: 'Wat op de kaart staat, is bewaard. Wat nog niet was opgeslagen, wacht in deze browser.',
    en: 'What is on the map is kept. What was not saved yet waits in this browser.',
  },
  adopted: {
    nl: { one: '{n} wijziging van een vorig venster wordt alsnog opgeslagen', other: '{n} wijzigingen van een vorig venster worden alsnog opgeslagen' },
    en: { one: '{n} change from an earlier window is saved now', other: '{n} changes from an earlier window are saved now' },
  },
  mapName: { nl: 'Naam van de kaart', en: 'Name of the map' },
  renameMap: { nl: 'Naam wijzigen', en: 'Change the name' },
  didRename: { nl: 'Hernoemd tot {name}', en: 'Renamed to {name}' },
  gradesAloud: { nl: 'Bewijsgraden: {grades}', en: 'Evidence grades: {grades}' },
  supported: { nl: 'onderbouwd {share}', en: 'supported {share}' },
  undo: { nl: 'Ongedaan maken', en: 'Undo' },
  redo: { nl: 'Opnieuw doen', en: 'Redo' },
  undoWhat: { nl: 'Ongedaan maken: {what}', en: 'Undo: {what}' },
  redoWhat: { nl: 'Opnieuw doen: {what}', en: 'Redo: {what}' },

  saved: { nl: 'Opgeslagen', en: 'Saved' },
  saving: { nl: 'Bezig met opslaan', en: 'Saving' },
  notSaved: { nl: 'Nog niet opgeslagen', en: 'Not saved yet' },
  tryNow: { nl: 'Probeer nu', en: 'Try now' },
  savedTip: { nl: 'Elke wijziging wordt meteen opgeslagen', en: 'Every change is saved at once' },
  noConnection: { nl: 'Geen verbinding', en: 'No connection' },
  noLine: { nl: 'Er is even geen verbinding met de server.', en: 'There is no connection to the server for now.' },
  awayTip: {
    nl: 'U kunt doorwerken. Wat anderen doen, ziet u zodra de verbinding er weer is.',
    en: 'You can go on working. You see what others do once the connection is back.',
  },
  keptHere: {
    nl: 'Uw wijzigingen staan veilig in deze browser en gaan vanzelf mee.',
    en: 'Your changes are safe in this browser and go along by themselves.',
  },

  keptNowhere: {
    nl: 'Deze browser bewaart niets voor Klantreis: sluit dit venster niet voordat het is opgeslagen.',
    en: 'This browser keeps nothing for Klantreis: do not close this window before it is saved.',
  },
  onlyInWindow: { nl: 'Alleen in dit venster', en: 'Only in this window' },

  measuring: { nl: 'Bezig met meten', en: 'Measuring' },
  measuresFailed: { nl: 'Meten lukte niet · opnieuw', en: 'Measuring failed · try again' },
  lanes: { nl: 'Lagen', en: 'Lanes' },
  addLane: { nl: 'Laag toevoegen: {name}', en: 'Add lane: {name}' },
  didAddLane: { nl: 'Laag {name} toegevoegd', en: 'Lane {name} added' },
  showGhosts: { nl: 'Activiteiten buiten de kaart', en: 'Activities off the map' },
  compact: { nl: 'Smalle kolommen', en: 'Narrow columns' },
  export: { nl: 'Exporteer', en: 'Export' },
  exportJourney: { nl: 'Klantreisbestand (.journey.json)', en: 'Journey file (.journey.json)' },
  properties: { nl: 'Eigenschappen van de kaart', en: 'Properties of the map' },
  lists: { nl: 'Pijnpunten, oplossingen, KPI’s en wie erachter staan', en: 'Pain points, solutions, KPIs and who stand behind' },
  print: { nl: 'Afdrukken', en: 'Print' },

  filters: { nl: 'Filters', en: 'Filters' },
  exportAlso: { nl: 'exporteren downloaden bestand', en: 'exporting download file' },
  filtersOf: { nl: 'Van welke klanten wordt gemeten', en: 'Of which customers it is measured' },
  filtersLead: {
    nl: 'Welke klantreizen worden gemeten? Wat op de kaart geschreven staat, verandert er niet door.',
    en: 'Which journeys are measured? What is written on the map does not change.',
  },
  from: { nl: 'Begonnen vanaf', en: 'Begun from' },
  until: { nl: 'tot', en: 'until' },
  segment: { nl: 'Segment', en: 'Segment' },
  everyone: { nl: 'iedereen', en: 'everyone' },
  channel: { nl: 'Kanaal', en: 'Channel' },
  channelHint: { nl: 'Klantreizen met minstens één gebeurtenis via dit kanaal.', en: 'Journeys with at least one event in this channel.' },
  where: { nl: 'Waar', en: 'Where' },
  whereHint: { nl: 'Een regel over de gebeurtenissen.', en: 'A rule over the events.' },
  whereExample: { nl: 'kanaal = "telefoon" en waarde > 50', en: 'channel = "phone" and value > 50' },
  clearFilters: { nl: 'Geen filters', en: 'No filters' },
  apply: { nl: 'Toepassen', en: 'Apply' },

  versions: { nl: 'Versies', en: 'Versions' },
  versionsOf: { nl: 'v{n}: alle versies', en: 'v{n}: all versions' },

  startTitle: { nl: 'Begin met een fase', en: 'Begin with a phase' },
  startLooking: {
    nl: 'Er staan nog geen fasen op deze kaart. U mag de kaart alleen bekijken; een redacteur kan de eerste toevoegen.',
    en: 'There are no phases on this map yet. You may only look at it; an editor can add the first.',
  },
  startText: {
    nl: 'Een fase is een stuk van de klantreis met één doel van de klant, zoals oriënteren of kopen. Daarbinnen zet u de contactmomenten, en per contactmoment wat de klant doet, denkt en voelt.',
    en: 'A phase is a stretch of the journey with one goal of the customer, such as looking around or buying. Inside it you put the touchpoints, and per touchpoint what the customer does, thinks and feels.',
  },
  startButton: { nl: 'Eerste fase', en: 'First phase' },
  firstPhase: { nl: 'Eerste fase', en: 'First phase' },
  didStart: { nl: 'Eerste fase toegevoegd', en: 'First phase added' },
});
