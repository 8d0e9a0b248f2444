<#import "virtual-mfa-field.ftl" as field>
<@field.page heading="virtualMfaTokenTitle" errors=["serial", "deviceName", "codes", "ticket", "currentCode"]>
  <#assign badPair=messagesPerField.existsError('codes')>
  <p class="virtual-mfa-intro"><@field.text key="virtualMfaTokenIntro" /></p>
  <form id="virtual-mfa-token-form" class="${properties.kcFormClass!} virtual-mfa" action="${url.loginAction}" method="post" novalidate>
    <#if mfaAsksTicket>
      <@field.input name="ticket" label="virtualMfaTicket" value=(mfaTicket!"")
          error=messagesPerField.get('ticket') errorId="input-error-ticket" describedBy="virtual-mfa-ticket-help"
          autocomplete="off" maxlength="128" dir="ltr" spellcheck="false" autocapitalize="characters">
        <p id="virtual-mfa-ticket-help" class="virtual-mfa-help"><@field.text key="virtualMfaTicketHelp" /></p>
      </@field.input>
    </#if>
    <@field.input name="serial" label="virtualMfaTokenSerial" value=(mfaSerial!"")
        error=messagesPerField.get('serial') errorId="input-error-serial" describedBy="virtual-mfa-serial-help"
        autocomplete="off" maxlength="128" dir="ltr" spellcheck="false" autocapitalize="characters">
      <p id="virtual-mfa-serial-help" class="virtual-mfa-help"><@field.text key="virtualMfaTokenSerialHelp" /></p>
    </@field.input>
    <@field.input name="deviceName" label="virtualMfaDeviceName" value=mfaName
        error=messagesPerField.get('deviceName') errorId="input-error-device-name" describedBy="virtual-mfa-name-help"
        autocomplete="off" maxlength="128" dir="auto">
      <p id="virtual-mfa-name-help" class="virtual-mfa-help"><@field.text key="virtualMfaTokenNameHelp" /></p>
    </@field.input>
    <p id="virtual-mfa-codes-help"><@field.text key=mfaAsksThree?then("virtualMfaResyncTripleHelp", "virtualMfaTokenCodesHelp") /></p>
    <@field.input name="code1" label="virtualMfaCode1" value=(mfaCode1!"") invalid=badPair
        describedBy="virtual-mfa-codes-help${badPair?then(' input-error-codes', '')}"
        inputmode="numeric" autocomplete="off" dir="ltr" spellcheck="false" />
    <@field.input name="code2" label="virtualMfaCode2" value=(mfaCode2!"") invalid=badPair
        describedBy="virtual-mfa-codes-help${badPair?then(' input-error-codes', '')}"
        inputmode="numeric" autocomplete="off" dir="ltr" spellcheck="false">
      <#if badPair && !mfaAsksThree><@field.message id="input-error-codes" field="codes" text=messagesPerField.get('codes') /></#if>
    </@field.input>
    <#if mfaAsksThree>
      <@field.input name="code3" label="virtualMfaCode3" value=(mfaCode3!"") invalid=badPair
          describedBy="virtual-mfa-codes-help${badPair?then(' input-error-codes', '')}"
          inputmode="numeric" autocomplete="off" dir="ltr" spellcheck="false">
        <#if badPair><@field.message id="input-error-codes" field="codes" text=messagesPerField.get('codes') /></#if>
      </@field.input>
    </#if>
    <#if mfaAsksCode><@field.currentCode codes=mfaCodesNeeded /></#if>
    <@field.submit id="saveTOTPBtn" label="virtualMfaAssign" />
    <@field.secondary id="virtual-mfa-use-app" value="app" label="virtualMfaUseApp" />
  </form>
</@field.page>
