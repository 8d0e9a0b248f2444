<#import "template.ftl" as layout>
<#import "virtual-mfa-field.ftl" as field>
<#global switchOrganizationEnabled=false>
<#assign anyError=messagesPerField.existsError('deviceName', 'code1', 'code2', 'codes', 'ticket', 'currentCode')>
<@layout.registrationLayout displayMessage=!anyError; section>
  <#if section = "header">
    ${msg("virtualMfaAssignTitle")}
  <#elseif section = "form">
    <@field.resources />
    <#assign badPair=messagesPerField.existsError('codes')>
    <#assign badName=messagesPerField.existsError('deviceName')>
    <#assign badCodes=messagesPerField.existsError('code1', 'code2', 'codes')>
    <p class="virtual-mfa-intro">${msg(mfaAsksCode?then("virtualMfaAssignNextIntro", "virtualMfaAssignIntro"))}</p>
    <form id="kc-totp-settings-form" class="${properties.kcFormClass!} virtual-mfa" action="${url.loginAction}" method="post" novalidate>
      <@field.input name="deviceName" label=msg("virtualMfaDeviceName") value=mfaName
          error=messagesPerField.get('deviceName') errorId="input-error-device-name" describedBy="virtual-mfa-name-help"
          autofocus=(!anyError || badName)
          autocomplete="off" maxlength="128" dir="auto">
        <p id="virtual-mfa-name-help" class="virtual-mfa-help">${msg("virtualMfaDeviceNameHelp")}</p>
      </@field.input>

      <div class="virtual-mfa-step">
        <p>${msg("virtualMfaAppHelp")}</p>
        <details id="virtual-mfa-qr-code" class="virtual-mfa-details">
          <summary>${msg("virtualMfaShowQrCode")}</summary>
          <img id="kc-totp-secret-qr-code" src="${mfaQrCode}" alt="${msg("virtualMfaQrCodeAlt")}">
        </details>
        <details id="virtual-mfa-secret-key" class="virtual-mfa-details">
          <summary>${msg("virtualMfaShowSecretKey")}</summary>
          <p>${msg("virtualMfaSecretKeyHelp")}</p>
          <p><code id="kc-totp-secret-key" class="virtual-mfa-key" dir="ltr" translate="no">${mfaSecretKey}</code></p>
        </details>
      </div>

      <p id="virtual-mfa-codes-help" class="virtual-mfa-step">${msg("virtualMfaCodesHelp")}</p>
      <@field.input name="code1" label=msg("virtualMfaCode1") value=(mfaCode1!"")
          error=messagesPerField.get('code1') errorId="input-error-code1" invalid=badPair
          describedBy="virtual-mfa-codes-help${badPair?then(' input-error-codes', '')}"
          autofocus=(!badName && (badPair || messagesPerField.existsError('code1')))
          inputmode="numeric" autocomplete="off" dir="ltr" spellcheck="false" />
      <@field.input name="code2" label=msg("virtualMfaCode2") value=(mfaCode2!"")
          error=messagesPerField.get('code2') errorId="input-error-code2" invalid=badPair
          describedBy="virtual-mfa-codes-help${badPair?then(' input-error-codes', '')}"
          autofocus=(!badName && !badPair && !messagesPerField.existsError('code1') && badCodes)
          inputmode="numeric" autocomplete="off" dir="ltr" spellcheck="false">
        <#if badPair><@field.message id="input-error-codes" text=messagesPerField.get('codes') /></#if>
      </@field.input>

      <#if mfaAsksTicket>
        <@field.input name="ticket" label=msg("virtualMfaTicket") value=(mfaTicket!"")
            error=messagesPerField.get('ticket') errorId="input-error-ticket" describedBy="virtual-mfa-ticket-help"
            autofocus=(!badName && !badCodes && messagesPerField.existsError('ticket'))
            autocomplete="off" maxlength="128" dir="ltr" spellcheck="false" autocapitalize="characters">
          <p id="virtual-mfa-ticket-help" class="virtual-mfa-help">${msg("virtualMfaTicketHelp")}</p>
        </@field.input>
      <#elseif mfaAsksCode>
        <@field.currentCode codes=mfaCodesNeeded
            autofocus=(!badName && !badCodes && messagesPerField.existsError('currentCode')) />
      </#if>

      <@field.submit id="saveTOTPBtn" label=msg("virtualMfaAssign") />
      <#if mfaMayLeave>
        <@field.secondary id="virtual-mfa-leave" value="list" label=msg("virtualMfaCancel") />
      <#elseif isAppInitiatedAction??>
        <@field.secondary id="cancelTOTPBtn" name="cancel-aia" value="true" label=msg("virtualMfaCancel") />
      </#if>
    </form>
  </#if>
</@layout.registrationLayout>
