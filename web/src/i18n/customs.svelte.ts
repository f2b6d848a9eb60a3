/** How this workspace writes money and clock times; set once the workspace is known. */
class Customs {
  currency = $state('EUR');
  timezone = $state('Europe/Amsterdam');
}

export const customs = new Customs();

