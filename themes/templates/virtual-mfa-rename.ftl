<#import "virtual-mfa-field.ftl" as field>
<@field.page heading="virtualMfaRenameTitle" errors=["deviceName"]>
  <form id="virtual-mfa-rename-form" class="${properties.kcFormClass!} virtual-mfa" action="${url.loginAction}" method="post" novalidate>
    <@field.input name="deviceName" label="virtualMfaDeviceName" value=mfaName
        error=messagesPerField.get('deviceName') errorId="input-error-device-name" describedBy="virtual-mfa-name-help"
        autocomplete="off" maxlength="128" dir="auto">
      <p id="virtual-mfa-name-help" class="virtual-mfa-help"><@field.text key="virtualMfaDeviceNameHelp" /></p>
    </@field.input>
    <@field.submit id="virtual-mfa-save" label="virtualMfaSaveName" />
    <@field.secondary id="virtual-mfa-leave" value="list" label="virtualMfaCancel" />
  </form>
</@field.page>
